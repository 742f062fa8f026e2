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
