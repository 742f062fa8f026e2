// Improves pages that work without it: evidence opens in place, grids and days change in place, search answers while
// typing, tables are copied. What it shows always has an address of its own.
(() => {
  const make = (name, properties = {}, attributes = {}) => {
    const element = Object.assign(document.createElement(name), properties);
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
    return element;
  };
  // What the script says, in the language of the page; src/pages/languages has what the pages say.
  const WORDS = {
    en: {
      locale: 'en-GB',
      open: 'Open as a page',
      close: 'Close',
      shows: (told) => `The frame shows ${told.join(', ')}.`,
      part: (name, seen, all) => `${name} ${seen} of ${all}`,
      more: (count) => `${count} more →`,
      moreOf: (count, name) => `${count} more ${name} to the right`,
      everything: 'All that is on record',
      asOf: (day) => `As of ${day}`,
      slider: 'As of, among the days on which something was said',
      copied: 'Copied.',
      notCopied: 'It could not be copied; use the links above instead.',
      nothingShared: 'no question in common',
      score: (percent, n) => `${percent}% · n = ${n}`,
      nearest: (answered, all, name, score) => `You answered ${answered} of ${all}. The nearest: ${name}, ${score}.`,
      suggestions: 'Suggestions',
      kinds: { question: 'Question', expert: 'Expert', position: 'Position', statement: 'Statement' },
      quoted: (text) => `“${text}”`,
    },
    de: {
      locale: 'de-DE',
      open: 'Als Seite öffnen',
      close: 'Schließen',
      shows: (told) => `Zu sehen sind ${told.join(', ')}.`,
      part: (name, seen, all) => `${name} ${seen} von ${all}`,
      more: (count) => `${count} weitere →`,
      moreOf: (count, name) => `${count} weitere ${name} rechts`,
      everything: 'Alles, was festgehalten ist',
      asOf: (day) => `Stand: ${day}`,
      slider: 'Stand, unter den Tagen, an denen etwas gesagt wurde',
      copied: 'Kopiert.',
      notCopied: 'Das ließ sich nicht kopieren; nehmen Sie stattdessen die Verweise darüber.',
      nothingShared: 'keine gemeinsame Frage',
      score: (percent, n) => `${percent}\u00a0% · n = ${n}`,
      nearest: (answered, all, name, score) =>
        `Sie haben ${answered} von ${all} beantwortet. Am nächsten: ${name}, ${score}.`,
      suggestions: 'Vorschläge',
      kinds: { question: 'Frage', expert: 'Fachperson', position: 'Position', statement: 'Äußerung' },
      quoted: (text) => `„${text}“`,
    },
  };
  const say = WORDS[document.documentElement.lang] ?? WORDS.en;
  const main = document.querySelector('main');
  const news = make('p', { className: 'vh' }, { role: 'status' });
  document.body.append(news);

  const read = async (address) => {
    const answer = await fetch(address, { headers: { accept: 'text/html' } });
    if (!answer.ok) throw new Error(answer.statusText);
    return { address: answer.url, page: new DOMParser().parseFromString(await answer.text(), 'text/html') };
  };

  // What a page is called, without the name of the site.
  const subjectOf = (page) => {
    const site = page.querySelector('meta[property="og:site_name"]')?.content;
    return page.title.replace(` – ${site}`, '');
  };

  // Evidence in place: the page of a cell, shown in a dialog over the table it belongs to.
  const dialog = make('dialog', { className: 'in-place' });
  const bar = make('p', { className: 'dialog-bar' });
  const whole = make('a', { textContent: say.open });
  const close = make('button', { type: 'button', textContent: say.close });
  const content = make('div');
  close.addEventListener('click', () => dialog.close());
  bar.append(whole, close);
  dialog.append(bar, content);
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);

  document.addEventListener('click', async (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest('a[data-evidence], table.grid td a');
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    try {
      const { address, page } = await read(link.href);
      // The code of its embed is for the page itself.
      page.querySelector('main > .take')?.remove();
      content.replaceChildren(...page.querySelector('main').childNodes);
      whole.href = address;
      dialog.setAttribute('aria-label', subjectOf(page));
      dialog.showModal();
      dialog.scrollTop = 0;
      dialog.addEventListener('close', () => link.focus(), { once: true });
    } catch {
      window.location.assign(link.href);
    }
  });

  // Another state of the same page, in place: the address tells it, the focus stays where the reader is working.
  let shown = window.location.pathname + window.location.search;
  let turns = 0;
  const turn = async (address, { push, focus = () => null }) => {
    turns += 1;
    const mine = turns;
    try {
      const { address: reached, page } = await read(address);
      if (mine !== turns) return;
      if (push) window.history.pushState(null, '', reached);
      shown = window.location.pathname + window.location.search;
      const frame = main.querySelector('.scroll');
      const at = frame && { left: frame.scrollLeft, top: frame.scrollTop };
      main.replaceChildren(...page.querySelector('main').childNodes);
      document.title = page.title;
      improve();
      if (at) main.querySelector('.scroll')?.scrollTo({ ...at, behavior: 'instant' });
      focus()?.focus({ preventScroll: true });
      news.textContent = subjectOf(page);
    } catch {
      window.location.assign(address);
    }
  };
  window.addEventListener('popstate', async () => {
    if (window.location.pathname + window.location.search !== shown) await turn(window.location.href, { push: false });
  });

  const addressOf = (form, submitter) => {
    const told = [...new FormData(form, submitter)].filter(
      ([name, value]) => value !== '' && !(name === 'rule' && value === 'latest'),
    );
    return `${new URL(form.getAttribute('action'), window.location.href)}?${new URLSearchParams(told)}`;
  };

  document.addEventListener('submit', async (event) => {
    const { target: form, submitter } = event;
    if (!form.matches('.grid-form') || !submitter) return;
    event.preventDefault();
    // The same button of the same row or column; where that is gone or off, another of it; else the table.
    const own = (cell) => cell.querySelector('a').pathname;
    const path = own(submitter.closest('th'));
    const place = [...submitter.parentElement.children].indexOf(submitter);
    const focus = () => {
      const cell = [...main.querySelectorAll('table.grid th')].find((it) => own(it) === path);
      const buttons = [...(cell?.querySelectorAll('.tools button') ?? [])];
      return [buttons[place], ...buttons].find((it) => it && !it.disabled) ?? main.querySelector('.scroll');
    };
    await turn(addressOf(form, submitter), { push: true, focus });
  });

  // A link to another state of the page.
  document.addEventListener('click', async (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-turn]') : null;
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    await turn(link.href, {
      push: true,
      focus: () => main.querySelector(`a[data-turn="${link.dataset.turn}"]`) ?? main.querySelector('#column'),
    });
  });

  // What of a grid is in view, where that is not all of it, and a button to what goes on beyond its edge.
  const seen = (heads, side, from, to) => {
    const [start, end] = side === 'x' ? ['left', 'right'] : ['top', 'bottom'];
    // Of those that a narrow window leaves out, none is beyond its edge.
    const places = heads.filter(({ offsetParent }) => offsetParent).map((head) => head.getBoundingClientRect());
    const inView = places.map((place) => place[start] >= from - 2 && place[end] <= to + 2);
    return { first: inView.indexOf(true) + 1, last: inView.lastIndexOf(true) + 1, all: places.length };
  };
  const tellBeyond = (frame) => {
    const table = frame.querySelector('table.grid');
    const line = make('p', { className: 'beyond' });
    const words = make('span');
    const more = make('button', { type: 'button' });
    line.append(words, more);
    frame.parentElement.before(line);
    const tell = () => {
      const [box, corner] = [frame, table.querySelector('.corner')].map((it) => it.getBoundingClientRect());
      const { across, down } = table.dataset;
      const parts = [
        [across, seen([...table.querySelectorAll('thead th')], 'x', corner.right, box.left + frame.clientWidth)],
        [down, seen([...table.querySelectorAll('tbody th')], 'y', corner.bottom, box.top + frame.clientHeight)],
      ].filter(([, { first, last, all }]) => first > 0 && (first > 1 || last < all));
      const told = parts.map(([name, { first, last, all }]) => {
        // Of a portion the numbers are those of the whole.
        const { rows, columns } = table.dataset;
        const [before, count] = ((name === across ? columns : rows) ?? `0 ${all}`).split(' ').map(Number);
        const [from, to] = [before + first, before + last];
        return say.part(name, from === to ? from : `${from}–${to}`, count);
      });
      words.textContent = told.length === 0 ? '' : say.shows(told);
      const [[name, { last, all }] = [null, {}]] = parts;
      more.hidden = name !== across || last === all;
      more.textContent = say.more(all - last);
      more.setAttribute('aria-label', say.moreOf(all - last, across));
      line.hidden = told.length === 0;
    };
    more.addEventListener('click', () => {
      // The first that is not wholly in view comes beside the names.
      const { right } = table.querySelector('.corner').getBoundingClientRect();
      const heads = [...table.querySelectorAll('thead th')];
      const { last } = seen(heads, 'x', right, frame.getBoundingClientRect().left + frame.clientWidth);
      frame.scrollBy({ left: heads[last].getBoundingClientRect().left - right });
      frame.focus({ preventScroll: true });
    });
    frame.addEventListener('scroll', tell, { passive: true });
    new ResizeObserver(tell).observe(frame);
    tell();
  };

  // A slider over the days on which something was said; its last stop is all that is on record.
  const dayWords = (day) => {
    if (day === '') return say.everything;
    const month = day.length > 4 ? { month: 'long' } : {};
    const date = day.length > 7 ? { day: 'numeric' } : {};
    const words = new Date(day).toLocaleDateString(say.locale, { timeZone: 'UTC', year: 'numeric', ...month, ...date });
    return say.asOf(words);
  };
  const addSlider = (form) => {
    const stops = [...form.dataset.days.split(' '), ''];
    const field = form.elements.namedItem('asOf');
    const last = stops.length - 1;
    const at = field.value === '' ? last : stops.findLastIndex((day, index) => index < last && day <= field.value);
    const slider = make(
      'input',
      { type: 'range', id: 'slider', min: '0', max: String(last) },
      { 'aria-label': say.slider },
    );
    slider.value = String(Math.max(at, 0));
    const words = make('output');
    const tell = () => {
      const text = dayWords(stops[Number(slider.value)]);
      words.textContent = text;
      slider.setAttribute('aria-valuetext', text);
    };
    words.textContent = dayWords(field.value);
    slider.setAttribute('aria-valuetext', words.textContent);
    slider.addEventListener('input', tell);
    slider.addEventListener('change', async () => {
      field.value = stops[Number(slider.value)];
      await turn(addressOf(form), { push: true, focus: () => document.getElementById('slider') });
    });
    const row = make('span', { className: 'slider' });
    row.append(slider, words);
    form.append(row);
  };

  // Copies: of what an address answers, or of a text on the page; a table also as HTML, which editors paste as a table.
  const answerOf = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.text();
  };
  const blob = (type, text) => text.then((it) => new Blob([it], { type }));
  document.addEventListener('click', async ({ target }) => {
    const button = target instanceof Element ? target.closest('.copy button') : null;
    if (!button) return;
    const status = button.parentElement.querySelector('[role=status]');
    status.textContent = '';
    const { copy, copyFrom, copyHtmlFrom } = button.dataset;
    try {
      const text = copy ? Promise.resolve(document.getElementById(copy).value) : answerOf(copyFrom);
      // The texts are promised at once: some browsers allow copying only right after the click.
      const kinds = { 'text/plain': blob('text/plain', text) };
      if (copyHtmlFrom) kinds['text/html'] = blob('text/html', answerOf(copyHtmlFrom));
      await navigator.clipboard.write([new ClipboardItem(kinds)]);
      status.textContent = say.copied;
    } catch {
      status.textContent = say.notCopied;
    }
  });

  // "Where do you stand?": agreement as the API measures it, computed here; nothing that is answered is sent.
  const tellNear = (quiz) => {
    const form = quiz.querySelector('form');
    const list = quiz.querySelector('.matches');
    const status = quiz.querySelector('[role=status]');
    const fields = [...form.querySelectorAll('fieldset')];
    const items = [...list.children].map((item) => ({
      item,
      out: item.querySelector('output'),
      places: item.dataset.places.split(' ').map((place) => (place === '-' ? null : Number(place))),
    }));
    const tell = () => {
      const answers = fields.map((field) => {
        const { value } = field.querySelector('input:checked');
        return value === '' ? null : Number(value);
      });
      const answered = answers.filter((answer) => answer !== null).length;
      const told = items.map(({ places, ...rest }) => {
        const on = answers.flatMap((answer, at) => (answer === null || places[at] === null ? [] : [at]));
        const apart = on.reduce((sum, at) => sum + Math.abs(answers[at] - places[at]) / fields[at].dataset.range, 0);
        return { ...rest, n: on.length, score: on.length === 0 ? -1 : Math.min(1, Math.max(0, 1 - apart / on.length)) };
      });
      // Of whoever shares few of the answers the score says less.
      const isTold = ({ n }) => Number(n * 2 >= answered);
      told.sort((a, b) => isTold(b) - isTold(a) || b.score - a.score || b.n - a.n);
      for (const { item, out, n, score } of told) {
        out.textContent = n === 0 ? say.nothingShared : say.score(Math.round(score * 100), n);
        item.style.setProperty('--near', `${Math.max(score, 0) * 100}%`);
      }
      list.replaceChildren(...told.map(({ item }) => item));
      list.hidden = answered === 0;
      const [{ item, out }] = told;
      const name = item.querySelector('a').textContent;
      status.textContent =
        answered === 0 ? status.dataset.none : say.nearest(answered, answers.length, name, out.textContent);
    };
    form.addEventListener('change', tell);
    // The fields are reset after the event.
    form.addEventListener('reset', () => setTimeout(tell));
    form.addEventListener('submit', (event) => event.preventDefault());
    quiz.hidden = false;
    tell();
  };

  const improve = () => {
    for (const quiz of main.querySelectorAll('.quiz')) tellNear(quiz);
    for (const row of main.querySelectorAll('.copy')) row.hidden = false;
    for (const form of main.querySelectorAll('form[data-days]')) addSlider(form);
    for (const table of main.querySelectorAll('table.grid')) tellBeyond(table.closest('.scroll'));
  };
  improve();

  // Search while typing: the same search as the form's, as a list below the field.
  const field = document.querySelector('form.search input[name=q]');
  const list = make(
    'ul',
    { className: 'suggestions', hidden: true, id: 'suggestions' },
    { role: 'listbox', 'aria-label': say.suggestions },
  );
  field.after(list);
  for (const [name, value] of [
    ['role', 'combobox'],
    ['aria-controls', 'suggestions'],
    ['aria-expanded', 'false'],
    ['aria-autocomplete', 'list'],
  ])
    field.setAttribute(name, value);
  let asked = 0;
  let timer;
  let active = -1;
  // Where the address names the language, so does that of what is chosen.
  const lang = new URLSearchParams(window.location.search).get('lang');
  const pathOf = ({ kind, id }) => {
    const words = kind === 'question' || kind === 'expert' ? [] : [['q', field.value]];
    const query = new URLSearchParams([...words, ...(lang ? [['lang', lang]] : [])]);
    const path = words.length > 0 ? '/search' : `/${kind}s/${encodeURIComponent(id)}`;
    return query.size === 0 ? path : `${path}?${query}`;
  };
  const show = (hits) => {
    active = -1;
    list.replaceChildren(
      ...hits.map((hit, index) => {
        const item = make('li', { id: `suggestion-${index}` }, { role: 'option', 'aria-selected': 'false' });
        item.dataset.path = pathOf(hit);
        const text = hit.snippet.map((part) => part.text).join('');
        const own = hit.language ? { lang: hit.language } : {};
        const words = hit.field === 'quote' ? say.quoted(text) : text === hit.title ? '' : text;
        item.append(
          make('span', { className: 'kicker', textContent: say.kinds[hit.kind] }),
          make('strong', { textContent: hit.title, dir: 'auto', ...(hit.field === 'title' && own) }),
          make('span', { className: 'words', textContent: words, dir: 'auto', ...own }),
        );
        item.addEventListener('mousedown', (event) => {
          event.preventDefault();
          window.location.assign(item.dataset.path);
        });
        return item;
      }),
    );
    list.hidden = hits.length === 0;
    field.setAttribute('aria-expanded', String(!list.hidden));
    field.removeAttribute('aria-activedescendant');
  };
  const ask = async () => {
    const q = field.value.trim();
    asked += 1;
    const mine = asked;
    if (q.length < 2) return show([]);
    try {
      const answer = await fetch(`/v1/search.json?${new URLSearchParams({ q, limit: '8' })}`);
      const hits = answer.ok ? (await answer.json()).items : [];
      if (mine === asked && document.activeElement === field) show(hits);
    } catch {
      show([]);
    }
  };
  /** What was asked and not answered yet is not wanted any more: it would take the list away from who has chosen in it. */
  const settle = () => {
    clearTimeout(timer);
    asked += 1;
  };
  field.addEventListener('input', () => {
    settle();
    timer = setTimeout(ask, 150);
  });
  field.addEventListener('blur', () => show([]));
  field.addEventListener('keydown', (event) => {
    const items = [...list.children];
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      settle();
      show([]);
    }
    if (event.key === 'Enter' && active >= 0) {
      event.preventDefault();
      window.location.assign(items[active].dataset.path);
    }
    if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || items.length === 0) return;
    event.preventDefault();
    settle();
    active = event.key === 'ArrowDown' ? (active + 1) % items.length : (active <= 0 ? items.length : active) - 1;
    for (const [index, item] of items.entries()) item.setAttribute('aria-selected', String(index === active));
    items[active].scrollIntoView({ block: 'nearest' });
    field.setAttribute('aria-activedescendant', `suggestion-${active}`);
  });
})();
