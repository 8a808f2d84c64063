// A table that stays quick however long it is: what is filtered is all of it, what is drawn is its beginning.

/** Columns are `{title, cell, key, type, width}`: `key` gives what to sort by, `type` is a class of the cells. */
class Table {
  constructor(element, { title, columns, rows, detail, step = 40 }) {
    Object.assign(this, { element, title, columns, all: rows, detail, step });
    this.rows = rows;
    this.order = null;
    this.limit = step;
    this.open = new Set();
    this.current = 0;
    element.classList.add('scroll');
    element.addEventListener('click', (event) => this.clicked(event));
    element.addEventListener('keydown', (event) => this.pressed(event));
    element.addEventListener('focusin', (event) => this.focused(event));
  }

  /** Shows these rows, from the first. */
  show(rows) {
    this.rows = this.order ? this.sorted(rows) : rows;
    this.limit = this.step;
    this.current = 0;
    this.draw();
  }

  sorted(rows) {
    const { key, sign } = this.order;
    const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    return rows.map((row) => [key(row), row]).sort((a, b) => sign * compare(a[0], b[0])).map((pair) => pair[1]);
  }

  sort(index) {
    const column = this.columns[index];
    const first = column.type === 'number' ? -1 : 1;
    const sign = this.order?.key === column.key ? -this.order.sign : first;
    this.order = { key: column.key, sign };
    this.show(this.rows);
    find(`thead th:nth-child(${index + 1}) button`, this.element).focus();
  }

  draw() {
    const shown = this.rows.slice(0, this.limit);
    const rest = this.rows.length - shown.length;
    const heads = this.columns.map((column, index) => {
      const isOrder = this.order && this.order.key === column.key;
      const state = isOrder && new Markup(` aria-sort="${this.order.sign > 0 ? 'ascending' : 'descending'}"`);
      const text = column.key ? html`<button data-sort="${index}">${column.title}</button>` : column.title;
      return html`<th scope="col" class="${column.type ?? ''}"${state}>${text}</th>`;
    });
    fill(this.element, this.rows.length === 0
      ? html`<p class="empty">${this.all.length === 0 ? 'None.' : 'Nothing matches.'}</p>`
      : html`<table class="rows"><caption class="unseen">${this.title}</caption>
        <colgroup>${this.columns.map((column) => html`<col width="${column.width ?? ''}" class="${column.type ?? ''}">`)}</colgroup><thead><tr>${heads}</tr></thead>
        <tbody>${shown.map((row, index) => this.row(row, index))}</tbody></table>
        ${rest > 0 && html`<p class="more"><span>${figure(shown.length)} of ${figure(this.rows.length)} shown</span>
          <button class="link" data-more="200">${rest > 200 ? '200 more' : `${rest} more`}</button>
          ${rest > 200 && html`<button class="link" data-more="all">all</button>`}</p>`}`);
    for (const body of this.element.querySelectorAll('tr.detail > td')) this.mount(body);
  }

  row(row, index) {
    const isOpen = this.open.has(row);
    const cells = this.columns.map((column, at) => {
      const content = column.cell(row);
      if (at > 0) return html`<td class="${column.type ?? ''}" data-title="${column.title.toLowerCase()}">${content}</td>`;
      return html`<th scope="row" class="${column.type ?? ''}">${this.detail
        ? html`<button class="opener" aria-expanded="${isOpen}" tabindex="${index === this.current ? 0 : -1}">${content}</button>`
        : content}</th>`;
    });
    return html`<tr class="row" data-index="${index}"${isOpen && new Markup(' data-open')}>${cells}</tr>
      ${isOpen && html`<tr class="detail"><td colspan="${this.columns.length}"></td></tr>`}`;
  }

  /** Puts a row's detail into its cell. */
  mount(body) {
    const row = this.rows[Number(body.parentElement.previousElementSibling.dataset.index)];
    const content = this.detail(row, body);
    if (content instanceof Markup) fill(body, content);
  }

  toggle(index, isOpen = !this.open.has(this.rows[index])) {
    const row = this.rows[index];
    const line = find(`tr[data-index="${index}"]`, this.element);
    if (isOpen === this.open.has(row)) return;
    this.open[isOpen ? 'add' : 'delete'](row);
    line.toggleAttribute('data-open', isOpen);
    find('.opener', line).setAttribute('aria-expanded', isOpen);
    if (!isOpen) return line.nextElementSibling.remove();
    line.insertAdjacentHTML('afterend', markup(html`<tr class="detail"><td colspan="${this.columns.length}"></td></tr>`));
    this.mount(line.nextElementSibling.firstElementChild);
  }

  /** Opens a row, brings it into view and focuses it; the row has to be among those shown. */
  reveal(row) {
    const index = this.rows.indexOf(row);
    if (index < 0) return;
    if (index >= this.limit) this.limit = index + this.step;
    this.draw();
    this.toggle(index, true);
    this.focus(index);
    find(`tr[data-index="${index}"]`, this.element).scrollIntoView({ block: 'start', behavior: 'instant' });
  }

  focus(index) {
    const button = find(`tr[data-index="${index}"] .opener`, this.element);
    if (!button) return;
    button.focus();
    button.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }

  focused(event) {
    if (!event.target.classList.contains('opener')) return;
    const index = Number(event.target.closest('tr').dataset.index);
    const former = find(`tr[data-index="${this.current}"] .opener`, this.element);
    if (former) former.tabIndex = -1;
    event.target.tabIndex = 0;
    this.current = index;
  }

  clicked(event) {
    const target = event.target.closest('button, tr.row, a');
    if (!target) return;
    if (target.dataset.sort) return this.sort(Number(target.dataset.sort));
    if (target.dataset.more) {
      const former = this.limit;
      this.limit = target.dataset.more === 'all' ? this.rows.length : this.limit + Number(target.dataset.more);
      this.draw();
      return this.focus(former);
    }
    const isRow = target.classList.contains('row') || target.classList.contains('opener');
    if (!isRow || !this.detail || String(getSelection())) return;
    this.toggle(Number(target.closest('tr').dataset.index));
  }

  pressed(event) {
    const line = event.target.closest('tr');
    const index = event.target.classList.contains('opener') ? Number(line.dataset.index) : NaN;
    if (event.key === 'Escape') {
      const row = line?.classList.contains('detail') ? line.previousElementSibling : line;
      const at = Number(row?.dataset.index);
      if (!this.open.has(this.rows[at])) return;
      this.toggle(at, false);
      this.focus(at);
    } else if (Number.isNaN(index)) {
      return;
    } else {
      const last = Math.min(this.limit, this.rows.length) - 1;
      const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: last, PageDown: index + 10, PageUp: index - 10 };
      if (event.key === 'ArrowRight') this.toggle(index, true);
      else if (event.key === 'ArrowLeft') this.toggle(index, false);
      else if (event.key in next) this.focus(Math.max(0, Math.min(last, next[event.key])));
      else return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}
