// Tells the page around an embed how tall the embed is, now and whenever that changes. Without it the embed scrolls.
(() => {
  if (window.parent === window) return;
  const tell = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    // Any page may embed this, and the height is no secret.
    window.parent.postMessage({ type: 'standpoint:height', height, href: window.location.href }, '*');
  };
  new ResizeObserver(tell).observe(document.documentElement);
  tell();
})();
