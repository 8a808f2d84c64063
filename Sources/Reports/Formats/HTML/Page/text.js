// Markup from texts that nobody trusts: names, paths and source of the audited repository.

/** Markup; everything else that goes into `html` is escaped. */
class Markup {
  constructor(text) { this.text = text; }
}

// Marks that turn or hide text are spelt out, as `\u{202e}`: a name must look like what it is.
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const special = /[&<>"']/g;
const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text) {
  return String(text)
    .replace(special, (character) => entities[character])
    .replace(hidden, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
}

function html(strings, ...values) {
  let text = strings[0];
  values.forEach((value, index) => { text += markup(value) + strings[index + 1]; });
  return new Markup(text);
}

function markup(value) {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) return value.text;
  return Array.isArray(value) ? value.map(markup).join('') : escaped(value);
}

/** Fills an element, and sets the widths that its markup asks for: a strict policy forbids style attributes. */
function fill(element, value) {
  element.innerHTML = markup(value);
  for (const part of element.querySelectorAll('[data-width]')) part.style.width = `${part.dataset.width}%`;
}

const find = (selector, root = document) => root.querySelector(selector);
const words = (name) => name.replaceAll('_', ' ');
const sum = (items, value) => items.reduce((total, item) => total + value(item), 0);
const grouped = new Intl.NumberFormat('en', { useGrouping: true });
const figure = (number) => grouped.format(number);
const many = (number, one, several = `${one}s`) => `${figure(number)} ${number === 1 ? one : several}`;

/** One decimal; only what is whole says 100 %. */
function percent([numerator, denominator]) {
  const value = denominator === 0 ? 100 : (100 * numerator) / denominator;
  return value < 100 ? Math.min(99.9, Math.round(value * 10) / 10).toFixed(1) : '100';
}

const share = (pair) =>
  html`<span class="share"><b>${percent(pair)} %</b> <span class="soft">(${figure(pair[0])} of ${figure(pair[1])})</span></span>`;
/** A path and its line; where room is short the folders give way, not the file. */
const place = ({ path, line }) => {
  const cut = path.lastIndexOf('/') + 1;
  const file = html`<span class="file">${path.slice(cut)}${line > 0 && html`:<b>${line}</b>`}</span>`;
  return html`<span class="place" title="${path}"><span class="folder">${path.slice(0, cut)}</span>${file}</span>`;
};
/** Filled where the repository designates a canonical definition, hollow where evidence proposes one. */
const star = (item) => (item.canonical === 'designated' ? '★' : item.canonical ? '☆' : '');
const tag = (text, kind = '') => html`<span class="tag ${kind}">${text}</span>`;
const link = (target, text) => html`<button class="link" data-reveal="${target}">${text}</button>`;
const options = (pairs, chosen = '') =>
  pairs.map(([value, text]) => html`<option value="${value}"${value === chosen && new Markup(' selected')}>${text}</option>`);

/** How often each value occurs, the most frequent first. */
function tally(items, key) {
  const counts = new Map();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
