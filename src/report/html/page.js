'use strict';
(() => {
  const form = document.getElementById('filters');
  if (!form) return;
  const list = document.getElementById('list');
  const none = document.getElementById('none');
  const shown = document.getElementById('shown');
  const [words, rule, file, fold] = ['words', 'rule', 'file', 'fold'].map((id) => document.getElementById(id));
  const sections = [...list.children];
  const cards = sections.flatMap((section) =>
    [...section.querySelectorAll('.card')].map((card) => ({
      card, section,
      path: section.dataset.path,
      rule: card.dataset.rule,
      places: Number(card.dataset.n),
      weight: card.classList[1],
      words: null,
    })));
  const total = cards.reduce((sum, one) => sum + one.places, 0);
  const option = (select, value) => select.add(new Option(value, value));
  document.querySelectorAll('#rules a[data-rule]').forEach((link) => {
    option(rule, link.dataset.rule);
    link.addEventListener('click', () => { rule.value = link.dataset.rule; apply(); });
  });
  sections.forEach((section) => option(file, section.dataset.path));

  const together = (nodes) => {
    const fragment = document.createDocumentFragment();
    for (const node of nodes) fragment.append(node);
    return fragment;
  };

  // The words of a card are read when they are first searched: a page may hold thousands.
  // What stands in full in another file is found there and here.
  const full = (card) => document.getElementById(card.querySelector('a.same')?.hash.slice(1))?.textContent ?? '';
  const text = (one) => (one.words ??= (one.path + ' ' + one.card.textContent + full(one.card)).toLowerCase());
  const count = (number) => number.toLocaleString('en');

  function apply() {
    const wanted = words.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const weights = new Set([...form.querySelectorAll('[name=weight]:checked')].map((box) => box.value));
    const filled = new Set();
    let left = 0;
    for (const one of cards) {
      const stays = weights.has(one.weight)
        && (!rule.value || one.rule === rule.value)
        && (!file.value || one.path === file.value)
        && wanted.every((word) => text(one).includes(word));
      if (one.card.hidden === stays) one.card.hidden = !stays;
      if (stays) {
        left += one.places;
        filled.add(one.card.closest('.file'));
      }
    }
    for (const section of list.children) section.hidden = !filled.has(section);
    none.hidden = left > 0;
    shown.textContent = left === total
      ? `All ${count(total)} findings are shown.`
      : `${count(left)} of ${count(total)} findings are shown.`;
  }

  /** A section for each rule, with the cards of all files, each under its path. */
  function byRule() {
    const made = new Map();
    for (const one of cards) {
      if (!made.has(one.rule)) {
        const section = document.createElement('section');
        const details = document.createElement('details');
        const summary = document.createElement('summary');
        const heading = document.createElement('h3');
        section.className = 'file';
        details.open = true;
        heading.textContent = one.rule;
        summary.append(heading);
        details.append(summary);
        section.append(details);
        made.set(one.rule, { section, details, cards: [] });
      }
      if (!one.label) {
        one.label = document.createElement('p');
        one.label.className = 'place path';
        const path = document.createElement('bdi');
        path.textContent = one.path;
        one.label.append(path);
      }
      one.card.querySelector('h4').after(one.label);
      made.get(one.rule).cards.push(one.card);
    }
    for (const each of made.values()) each.details.append(together(each.cards));
    const order = [...rule.options].map((each) => made.get(each.value)?.section).filter(Boolean);
    list.replaceChildren(...order);
  }

  function byFile() {
    if (list.firstElementChild === sections[0]) return;
    const made = new Map(sections.map((section) => [section, []]));
    for (const one of cards) {
      one.label?.remove();
      made.get(one.section).push(one.card);
    }
    made.forEach((of, section) => section.firstElementChild.append(together(of)));
    list.replaceChildren(...sections);
  }

  const foldAll = (folded) => {
    fold.setAttribute('aria-pressed', String(folded));
    for (const section of list.children) section.firstElementChild.open = !folded;
  };

  // Where a link leads to may be filtered away.
  list.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target?.closest('[hidden]')) return;
    form.reset();
    setTimeout(() => target.scrollIntoView());
  });

  let waiting;
  words.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); });
  form.addEventListener('change', (event) => {
    if (event.target.name === 'order') {
      if (event.target.value === 'rule') byRule(); else byFile();
      foldAll(false);
    }
    apply();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  // The fields have their first values only after the event.
  form.addEventListener('reset', () => setTimeout(() => { byFile(); foldAll(false); apply(); }));
  fold.addEventListener('click', () => foldAll(fold.getAttribute('aria-pressed') !== 'true'));
  // What is folded would be missing on paper.
  addEventListener('beforeprint', () => document.querySelectorAll('main details').forEach((each) => { each.open = true; }));
  form.hidden = false;
  apply();
})();
