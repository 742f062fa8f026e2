const SWITCH = 'desk-keys';
const isOn = () => localStorage.getItem(SWITCH) !== 'off';

// Words of the text are selected, with the mouse or by keys: for another statement, or as those of the one at hand.
const article = document.querySelector('.article');
const ways = document.querySelector('[data-selected]');
if (ways !== null) selectWords(article, ways);

function selectWords(article, ways) {
  const text = article.textContent;
  const stops = [...text.matchAll(/[\p{L}\p{N}]+(?:[’'.,-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu)].map((it) => ({
    start: it.index,
    end: it.index + it[0].length,
  }));
  const own = document.querySelector('[data-words="at-hand"]');
  const spans = [...(own?.elements.at.value ?? '').matchAll(/(\d+)-(\d+)/g)].map(([, start, end], place) => ({
    start: Number(start),
    end: Number(end),
    place,
  }));
  // What is selected; `place` is that of the words at hand whose edges are moved.
  let picked = null;

  const offsetOf = (node, offset) => {
    const before = document.createRange();
    before.setStart(article, 0);
    before.setEnd(node, offset);
    return before.toString().length;
  };
  function pointAt(offset) {
    const nodes = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    let left = offset;
    while (nodes.nextNode()) {
      if (left <= nodes.currentNode.length) return [nodes.currentNode, left];
      left -= nodes.currentNode.length;
    }
    return [article, article.childNodes.length];
  }
  function show(start, end, place) {
    article.focus({ preventScroll: true });
    const from = pointAt(start);
    getSelection().setBaseAndExtent(...from, ...pointAt(end));
    picked = { start, end, place };
    ways.hidden = false;
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    const frame = article.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > Math.min(frame.bottom, innerHeight))
      from[0].parentElement.scrollIntoView({ block: 'center' });
  }
  document.addEventListener('selectionchange', () => {
    const selection = getSelection();
    const range = selection.rangeCount === 0 ? null : selection.getRangeAt(0);
    if (range === null || range.collapsed || !article.contains(range.commonAncestorContainer)) {
      // Whoever goes to the buttons, or a field, has done with it.
      if (document.activeElement === article) ways.hidden = true;
      if (range === null || article.contains(range.commonAncestorContainer)) picked = null;
      return;
    }
    const [start, end] = [
      offsetOf(range.startContainer, range.startOffset),
      offsetOf(range.endContainer, range.endOffset),
    ];
    if (picked?.start !== start || picked.end !== end) picked = { start, end, place: null };
    ways.hidden = false;
  });

  const next = (of, from) => stops.find((it) => it[of] > from)?.[of];
  const before = (of, from) => stops.findLast((it) => it[of] < from)?.[of];
  const moves = {
    // Its edges: the last word, and with Alt the first.
    edge(isFirst, isForth) {
      const begun =
        picked ??
        (isFirst ? spans.toSorted((a, b) => a.start - b.start)[0] : spans.toSorted((a, b) => b.end - a.end)[0]);
      if (begun === undefined) return;
      const { start, end, place } = begun;
      const of = isFirst ? 'start' : 'end';
      const to = (isForth ? next : before)(of, begun[of]) ?? begun[of];
      const moved = isFirst ? [to, end] : [start, to];
      if (moved[0] < moved[1]) show(...moved, place);
    },
    begin() {
      const last = Math.max(0, ...spans.map(({ end }) => end));
      const word = stops.find(({ start }) => start >= last) ?? stops[0];
      if (word !== undefined) show(word.start, word.end, null);
    },
    end() {
      getSelection().removeAllRanges();
      picked = null;
      ways.hidden = true;
    },
    word(isForth) {
      const word = isForth
        ? stops.find(({ start }) => start >= picked.end)
        : stops.findLast(({ end }) => end <= picked.start);
      if (word !== undefined) show(word.start, word.end, null);
    },
  };

  // What stands in quotation marks, and what does not: each piece is words of the text, from end to end.
  function pieces({ start, end }) {
    const found = { quote: [], content: [] };
    const line = text.lastIndexOf('\n', start - 1) + 1;
    let isQuoted = false;
    let from = start;
    const take = (to) => {
      const words = text.slice(from, to);
      const begin = from + words.length - words.trimStart().length;
      if (/[\p{L}\p{N}]/u.test(words)) found[isQuoted ? 'quote' : 'content'].push([begin, begin + words.trim().length]);
    };
    for (let at = line; at < end; at += 1) {
      const sign = text[at];
      if (!'“”"\n'.includes(sign)) continue;
      if (at >= start) take(at);
      isQuoted = sign === '“' || (sign === '"' && !isQuoted);
      from = Math.max(start, at + 1);
    }
    take(end);
    return found;
  }

  function fill(form, { quote, content }) {
    const words = (of) => of.map(([start, end]) => text.slice(start, end)).join('\n');
    form.elements.quote.value = words(quote);
    form.elements.content.value = words(content);
    form.elements.at.value = [...quote, ...content].map((it) => it.join('-')).join(' ');
  }

  function propose() {
    const form = document.querySelector('[data-words="new"]');
    fill(form, pieces(picked));
    form.closest('details').open = true;
    form.elements.speakerName.focus();
  }

  function makeOwn() {
    const { start, end, place } = picked;
    if (place === null) fill(own, pieces(picked));
    else {
      const count = own.elements.quote.value.split('\n').filter((it) => it.trim() !== '').length;
      const all = spans.map((it) => (it.place === place ? [start, end] : [it.start, it.end]));
      fill(own, { quote: all.slice(0, count), content: all.slice(count) });
    }
    own.requestSubmit();
  }

  // What is selected stays so while a button is pressed.
  ways.addEventListener('mousedown', (event) => event.preventDefault());
  ways.addEventListener('click', ({ target }) => {
    if (picked === null) return;
    if (target.dataset.pick === 'new') propose();
    else if (target.dataset.pick === 'words') makeOwn();
  });

  // What the key does to it; undefined where that is nothing.
  function meantBy({ key, shiftKey, altKey }) {
    const isForth = { ArrowLeft: false, ArrowRight: true }[key];
    if (isForth !== undefined && shiftKey) return () => moves.edge(altKey, isForth);
    if (altKey) return undefined;
    if (key === 'b') return moves.begin;
    if (picked === null) return undefined;
    if (isForth !== undefined && picked.place === null) return () => moves.word(isForth);
    if (key === 'Enter') return picked.place === null ? propose : makeOwn;
    return key === 'Escape' ? moves.end : undefined;
  }

  document.addEventListener('keydown', (event) => {
    if (!isOn() || event.ctrlKey || event.metaKey) return;
    if (document.activeElement?.closest('input, select, textarea, summary, button, a') != null) return;
    const move = meantBy(event);
    if (move === undefined) return;
    event.preventDefault();
    move();
  });
}

// Keys of the desk: each presses the button, or follows the link, that names it. Everything works without them.

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
  if (event.defaultPrevented || !isOn() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
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
