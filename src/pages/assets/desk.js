// Keys of the desk: each presses the button, or follows the link, that names it. Everything works without them.
const SWITCH = 'desk-keys';
const isOn = () => localStorage.getItem(SWITCH) !== 'off';

const box = document.querySelector('[data-keys]');
if (box !== null) {
  box.closest('p').hidden = false;
  box.checked = isOn();
  box.addEventListener('change', () => localStorage.setItem(SWITCH, box.checked ? 'on' : 'off'));
}

document.addEventListener('keydown', (event) => {
  if (!isOn() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const field = document.activeElement?.closest('input:not([type="radio"], [type="checkbox"]), select, textarea');
  if (event.key === 'Escape') return field?.blur();
  if (field) return;
  const target = [...document.querySelectorAll('[data-key]')].find((it) => it.dataset.key === event.key);
  if (target === undefined) return;
  event.preventDefault();
  if (target.matches('input:not([type="radio"]), select, textarea')) target.focus();
  else target.click();
});

// A table can be dropped where it is asked for.
const drop = document.querySelector('[data-drop]');
const chosen = drop?.querySelector('input[type="file"]');
for (const name of ['dragenter', 'dragover', 'dragleave', 'drop'])
  drop?.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle('over', name.startsWith('dragen') || name === 'dragover');
    if (name === 'drop' && event.dataTransfer.files.length > 0) chosen.files = event.dataTransfer.files;
  });

document.querySelector('mark[aria-current]')?.scrollIntoView({ block: 'center' });

// What is typed stays in this tab until it was taken, also where the page is left or reloaded, or the session ends meanwhile.
const SENT = 'desk-sent';
const KEPT = 'desk ';
const isRefused = document.querySelector('[role="alert"]') !== null || location.pathname === '/desk/session';
if (!isRefused) sessionStorage.removeItem(sessionStorage.getItem(SENT) ?? '');
for (const form of document.querySelectorAll(
  'form.fields[method="post"]:not(.wide, [data-drop], [action="/desk/session"])',
)) {
  const hidden = [...form.elements].filter((it) => it.type === 'hidden').map((it) => `${it.name}=${it.value}`);
  const place = `${KEPT}${form.action} ${location.search} ${hidden.join(' ')}`;
  const fields = [...form.elements].filter((it) => it.name !== '' && !['hidden', 'file', 'submit'].includes(it.type));
  const isChoice = (it) => it.type === 'radio' || it.type === 'checkbox';
  const kept = JSON.parse(sessionStorage.getItem(place) ?? 'null');
  if (kept?.length === fields.length && !isRefused)
    for (const [index, it] of fields.entries())
      if (isChoice(it)) it.checked = kept[index];
      else it.value = kept[index];
  form.addEventListener('input', () => {
    const now = fields.map((it) => (isChoice(it) ? it.checked : it.value));
    const text = JSON.stringify(now);
    // A tab has room for some five million characters; the text of an article is there to be pasted again.
    if (text.length < 500_000) sessionStorage.setItem(place, text);
  });
  form.addEventListener('submit', () => sessionStorage.setItem(SENT, place));
}

// Who signs in next in this tab finds nothing of it.
document.querySelector('form.sign-out')?.addEventListener('submit', () => {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEPT)) sessionStorage.removeItem(key);
});
