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

document.querySelector('mark[aria-current]')?.scrollIntoView({ block: 'center' });
