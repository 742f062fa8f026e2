// Improves pages that work without it: evidence opens in place, search answers while typing, tables are copied, days slide.
(() => {
  const make = (name, properties = {}) => Object.assign(document.createElement(name), properties);

  // Evidence in place: the page of a cell, shown in a dialog over the table it belongs to.
  const dialog = make('dialog', { className: 'in-place' });
  dialog.setAttribute('aria-label', 'Evidence');
  const close = make('button', { type: 'button', textContent: 'Close', className: 'close' });
  close.addEventListener('click', () => dialog.close());
  const content = make('div');
  dialog.append(close, content);
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);

  document.addEventListener('click', async (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-evidence]') : null;
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.href, { headers: { accept: 'text/html' } });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      content.replaceChildren(...page.querySelector('main').childNodes);
      dialog.showModal();
      dialog.addEventListener('close', () => link.focus(), { once: true });
    } catch {
      window.location.assign(link.href);
    }
  });

  // Search while typing: the same search as the form's, as a list below the field.
  const field = document.querySelector('form.search input[name=q]');
  if (field) {
    const list = make('ul', { className: 'suggestions', hidden: true, id: 'suggestions' });
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', 'Suggestions');
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
    const show = (hits) => {
      active = -1;
      list.replaceChildren(
        ...hits.map((hit, index) => {
          const item = make('li', { id: `suggestion-${index}` });
          item.setAttribute('role', 'option');
          item.dataset.path = pathOf(hit);
          const title = make('strong', { textContent: hit.title });
          const words = make('span', { textContent: hit.snippet.map((part) => part.text).join('') });
          item.append(title, ' ', words);
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
    const pathOf = ({ kind, id }) => {
      if (kind === 'question') return `/questions/${encodeURIComponent(id)}`;
      if (kind === 'expert') return `/experts/${encodeURIComponent(id)}`;
      return `/search?q=${encodeURIComponent(field.value)}`;
    };
    const ask = async () => {
      const q = field.value.trim();
      asked += 1;
      const mine = asked;
      if (q.length < 2) return show([]);
      try {
        const answer = await fetch(`/v1/search.json?${new URLSearchParams({ q, limit: '8' })}`);
        const hits = answer.ok ? (await answer.json()).items : [];
        if (mine === asked) show(hits);
      } catch {
        show([]);
      }
    };
    field.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 150);
    });
    field.addEventListener('blur', () => show([]));
    field.addEventListener('keydown', (event) => {
      const items = [...list.children];
      if (event.key === 'Escape') show([]);
      if (event.key === 'Enter' && active >= 0) {
        event.preventDefault();
        window.location.assign(items[active].dataset.path);
      }
      if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || items.length === 0) return;
      event.preventDefault();
      active = (active + (event.key === 'ArrowDown' ? 1 : -1) + items.length) % items.length;
      for (const [index, item] of items.entries()) item.setAttribute('aria-selected', String(index === active));
      field.setAttribute('aria-activedescendant', `suggestion-${active}`);
    });
  }

  // Copies: of what an address answers, or of a text.
  for (const row of document.querySelectorAll('.copy')) {
    row.hidden = false;
    const status = row.querySelector('[role=status]');
    row.addEventListener('click', async (event) => {
      const { copy, copyFrom } = event.target.dataset ?? {};
      if (copy === undefined && copyFrom === undefined) return;
      try {
        const text = copy ?? (await (await fetch(copyFrom)).text());
        await navigator.clipboard.writeText(text);
        status.textContent = 'Copied.';
      } catch {
        status.textContent = 'This browser does not allow copying here; use the links instead.';
      }
    });
  }

  // A slider over the days on which something was said.
  for (const form of document.querySelectorAll('form.moment[data-days]')) {
    const days = form.dataset.days.split(' ').filter(Boolean);
    if (days.length < 2) continue;
    const day = form.elements.namedItem('asOf');
    const at = days.indexOf(day.value);
    const slider = make('input', {
      type: 'range',
      min: '0',
      max: String(days.length - 1),
      value: String(at < 0 ? days.length - 1 : at),
    });
    slider.setAttribute('aria-label', 'Day');
    slider.addEventListener('input', () => {
      day.value = days[Number(slider.value)];
      slider.setAttribute('aria-valuetext', day.value);
    });
    slider.addEventListener('change', () => form.requestSubmit());
    form.append(slider);
  }
})();
