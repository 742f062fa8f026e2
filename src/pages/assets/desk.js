// Keys of the desk: each presses the button, or follows the link, that names it. Everything works without them.
const SWITCH = 'desk-keys';
const isOn = () => localStorage.getItem(SWITCH) !== 'off';

const box = document.querySelector('[data-keys]');
if (box !== null) {
  box.closest('.keys').hidden = false;
  box.checked = isOn();
  box.addEventListener('change', () => localStorage.setItem(SWITCH, box.checked ? 'on' : 'off'));
}

// What is folded in is not meant; but for what unfolds it.
const isShown = (it) =>
  (it.matches('summary') ? it.parentElement.parentElement : it).closest('details:not([open])') === null;

// Within a question that is unfolded, figures are its options.
function meant(key) {
  const named = [...document.querySelectorAll('[data-key]')].filter((it) => it.dataset.key === key && isShown(it));
  return named.find((it) => it.closest('.answers details') !== null && !it.matches('summary')) ?? named[0];
}

function foldIn(legend) {
  const questions = legend.parentElement.querySelectorAll('details');
  for (const it of questions) it.open = false;
  questions[0]?.querySelector('summary').focus();
}

document.addEventListener('keydown', (event) => {
  if (!isOn() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const field = document.activeElement?.closest('input:not([type="radio"], [type="checkbox"]), select, textarea');
  if (event.key === 'Escape') return field?.blur();
  if (field) return;
  const target = meant(event.key);
  if (target === undefined) return;
  event.preventDefault();
  if (target.matches('legend')) foldIn(target);
  else if (target.matches('input:not([type="radio"]), select, textarea')) target.focus();
  else {
    if (target.matches('summary')) target.focus();
    target.click();
    // Once it is said how, the sentence is written.
    document.getElementById(target.dataset.then ?? '')?.focus();
  }
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
document.querySelector('.fault[tabindex]')?.focus();

// What is typed stays in this tab until it was taken, also where the page is left or reloaded, or the session ends meanwhile.
const SENT = 'desk-sent';
const KEPT = 'desk ';
const isRefused = document.querySelector('[role="alert"]') !== null || location.pathname === '/desk/session';
if (!isRefused) sessionStorage.removeItem(sessionStorage.getItem(SENT) ?? '');
for (const form of document.querySelectorAll(
  'form.fields[method="post"]:not(.wide, [data-drop], [action="/desk/session"])',
)) {
  const stamp = form.querySelector('input[name="kept"]');
  const hidden = [...form.elements].filter((it) => it.type === 'hidden' && it !== stamp);
  const place = `${KEPT}${form.action} ${location.search} ${hidden.map((it) => `${it.name}=${it.value}`).join(' ')}`;
  const fields = [...form.elements].filter((it) => it.name !== '' && !['hidden', 'file', 'submit'].includes(it.type));
  const isChoice = (it) => it.type === 'radio' || it.type === 'checkbox';
  // A page that comes anew may have fields more, or fewer: each is known by its name, and by its place among those that have it.
  const names = fields.map((it) => (isChoice(it) ? `${it.name} ${it.value}` : it.name));
  const known = names.map((name, index) => `${name} ${names.slice(0, index).filter((it) => it === name).length}`);
  const typed = JSON.parse(sessionStorage.getItem(place) ?? 'null');
  const putBack = () => {
    for (const [index, it] of fields.entries()) {
      const value = typed.now[known[index]];
      if (value === undefined) continue;
      if (isChoice(it)) it.checked = value;
      else it.value = value;
    }
    form.querySelector('.answers :checked:not([value=""])')?.closest('details')?.setAttribute('open', '');
  };
  const keeper = stamp === null ? null : keeperOf(form, stamp, () => sessionStorage.removeItem(place));
  if (typed !== null && !isRefused)
    if (stamp === null || typed.on === stamp.value) {
      putBack();
      keeper?.touch();
    } else keeper.offer(putBack);
  form.addEventListener('input', () => {
    const now = Object.fromEntries(fields.map((it, index) => [known[index], isChoice(it) ? it.checked : it.value]));
    const text = JSON.stringify({ on: stamp?.value, now });
    // A tab has room for some five million characters; the text of an article is there to be pasted again.
    if (text.length < 500_000) sessionStorage.setItem(place, text);
    keeper?.touch();
  });
  form.addEventListener('submit', () => sessionStorage.setItem(SENT, place));
}

// The service keeps a decision as it is made: one state after the other, each until it is said to be there.
const WHY = {
  401: 'you are signed out; sign in again in another tab, and it is',
  409: 'somebody has decided on it meanwhile',
  412: 'another tab has kept something else. Reload to see it',
  413: 'it is too long',
};
function keeperOf(form, stamp, forget) {
  const status = form.querySelector('[data-kept]');
  form.querySelector('[value="keep"]').hidden = true;
  let timer;
  let sent = null;
  let [isBusy, isDirty, isOver] = [false, false, false];
  const later = (after) => {
    clearTimeout(timer);
    timer = setTimeout(keep, after);
  };
  async function keep() {
    clearTimeout(timer);
    if (isBusy || isOver || (sent === null && !isDirty)) return;
    if (sent === null) {
      sent = new URLSearchParams(new FormData(form));
      isDirty = false;
    }
    isBusy = true;
    status.textContent = (await outcome(sent)) ?? status.textContent;
    isBusy = false;
    if (sent !== null && !isOver) later(3000);
    else if (isDirty) later(0);
  }
  async function outcome(body) {
    try {
      // As the page is left it still goes out, where it is no longer than browsers allow.
      const keepalive = body.toString().length < 60_000;
      const reply = await fetch(form.dataset.keep, { method: 'POST', body, redirect: 'error', keepalive });
      if (reply.ok) {
        stamp.value = await reply.text();
        sent = null;
        if (!isDirty) forget();
        return `kept ${new Date().toTimeString().slice(0, 8)}`;
      }
      isOver = [409, 412, 413].includes(reply.status);
      return `Not kept: ${WHY[reply.status] ?? `the service answers ${reply.status}; it is tried again`}. What you typed stays in this tab.`;
    } catch {
      return 'Not kept: the service does not answer; it is tried again. What you typed stays in this tab.';
    }
  }
  addEventListener('pagehide', keep);
  form.addEventListener('focusout', keep);
  return {
    touch() {
      isDirty = true;
      if (sent === null) later(600);
    },
    offer(putBack) {
      status.textContent = 'What you last typed in this tab is not what is kept. ';
      const button = document.createElement('button');
      Object.assign(button, { type: 'button', textContent: 'Put it back' });
      button.addEventListener('click', () => {
        putBack();
        this.touch();
      });
      status.append(button);
    },
  };
}

// Who signs in next in this tab finds nothing of it.
document.querySelector('form.sign-out')?.addEventListener('submit', () => {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEPT)) sessionStorage.removeItem(key);
});
