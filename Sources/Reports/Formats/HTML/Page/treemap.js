// Managers as areas: a rectangle a domain, in it one a manager, as square as can be.

/**
 * Squarified treemap (Bruls, Huizing, van Wijk: Squarified Treemaps, 2000).
 * `items` have a positive `size`, the greatest first; gives `[item, x, y, width, height]`, which tile the rectangle.
 */
function squarify(items, x, y, width, height) {
  const placed = [];
  const scale = (width * height) / sum(items, (item) => item.size);
  const worst = (total, least, most, side) =>
    Math.max((side * side * most) / (total * total), (total * total) / (side * side * least));
  for (let start = 0; start < items.length;) {
    const side = Math.min(width, height);
    let [end, total] = [start, 0];
    const most = items[start].size * scale;
    while (end < items.length) {
      const next = items[end].size * scale;
      const former = items[Math.max(start, end - 1)].size * scale;
      if (end > start && worst(total + next, next, most, side) > worst(total, former, most, side)) break;
      total += next;
      end += 1;
    }
    const depth = side > 0 ? total / side : 0;
    let at = 0;
    for (const item of items.slice(start, end)) {
      const length = depth > 0 ? (item.size * scale) / depth : 0;
      placed.push(width < height ? [item, x + at, y, length, depth] : [item, x, y + at, depth, length]);
      at += length;
    }
    if (width < height) { y += depth; height -= depth; } else { x += depth; width -= depth; }
    start = end;
  }
  return placed;
}

/** What a manager is on the map: class of its cell, and words for it. */
const standings = [
  ['canonical', 'Canonical of its domain (★ designated, ☆ proposed)'], ['duplicate', 'Duplicates another (hatched)'],
  ['surplus', 'Counted, no duplicate found'], ['test', 'Test code or test double'], ['other', 'Not counted: its role'],
];

function standing(manager) {
  if (manager.canonical) return 'canonical';
  if (manager.counted && manager.group !== undefined) return 'duplicate';
  if (manager.test || manager.role === 'test_double') return 'test';
  return manager.counted ? 'surplus' : 'other';
}

class Treemap {
  constructor(element, { choose, enter, describe }) {
    Object.assign(this, { element, choose, enter, describe });
    this.items = [];
    this.cells = [];
    let frame = 0;
    new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => this.draw());
    }).observe(element);
    element.addEventListener('click', (event) => {
      const cell = event.target.closest('.cell');
      if (cell) this.choose(this.cells[cell.dataset.index].item);
      else if (event.target.dataset.domain) this.enter(event.target.dataset.domain);
    });
    element.addEventListener('keydown', (event) => this.pressed(event));
    const speak = (event) => {
      const cell = event.target.closest('.cell');
      if (cell) this.describe(this.cells[cell.dataset.index].item);
    };
    element.addEventListener('pointerover', speak);
    element.addEventListener('focusin', speak);
  }

  /** `items` are `{manager, size}`. */
  show(items) {
    this.items = items;
    this.draw();
  }

  dim(isDim) {
    this.isDim = isDim;
    for (const { item, cell } of this.cells) cell.classList.toggle('dim', isDim(item));
  }

  draw() {
    const [width, height] = [this.element.clientWidth, this.element.clientHeight];
    if (width === 0) return;
    const byDomain = new Map();
    for (const item of this.items) {
      const items = byDomain.get(item.manager.domain);
      if (items) items.push(item); else byDomain.set(item.manager.domain, [item]);
    }
    const areas = [...byDomain].map(([domain, items]) => ({
      domain, size: sum(items, (item) => item.size), items: items.sort((a, b) => b.size - a.size),
    })).sort((a, b) => b.size - a.size);
    this.cells = [];
    const places = squarify(areas, 0, 0, width, height);
    this.element.replaceChildren(...places.map((place) => this.area(place, width, height)));
    const first = find('.cell', this.element);
    if (first) first.tabIndex = 0;
    if (this.isDim) this.dim(this.isDim);
  }

  area([area, x, y, width, height], wholeWidth, wholeHeight) {
    const gap = 2;
    const [w, h] = [Math.max(1, width - gap), Math.max(1, height - gap)];
    const box = this.box('area', [x, y, w, h], wholeWidth, wholeHeight);
    box.setAttribute('role', 'group');
    box.setAttribute('aria-label', `${area.domain}, ${many(area.items.length, 'manager')}`);
    const hasTitle = w > 34 && h > 40;
    if (hasTitle) {
      const title = document.createElement('button');
      title.dataset.domain = area.domain;
      title.textContent = `${words(area.domain)} ${area.items.length}`;
      title.title = `Show only ${area.domain}`;
      title.tabIndex = -1;
      box.append(title);
    }
    const top = hasTitle ? 18 : 0;
    for (const [item, cx, cy, cw, ch] of squarify(area.items, 0, top, w, Math.max(1, h - top))) {
      const cell = this.box(`cell ${standing(item.manager)}`, [cx, cy, cw, ch], w, h);
      cell.classList.toggle('dead', item.manager.dead === true);
      cell.dataset.index = this.cells.length;
      cell.tabIndex = -1;
      cell.setAttribute('role', 'button');
      cell.setAttribute('aria-label', `${item.manager.name}, ${standing(item.manager)}, ${item.label}`);
      // Names break between their words.
      const name = item.manager.name.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=_)/g, '\u200b');
      if (cw > 56 && ch > 15) cell.textContent = `${star(item.manager)} ${name}`.trim();
      else if (cw > 12 && ch > 14) cell.textContent = star(item.manager);
      this.cells.push({ item, cell, domain: area.domain });
      box.append(cell);
    }
    return box;
  }

  /** In parts of what holds it, so that paper of another width shows all of it. */
  box(name, [x, y, width, height], wholeWidth, wholeHeight) {
    const box = document.createElement('div');
    const part = (length, whole) => `${((100 * length) / whole).toFixed(3)}%`;
    box.className = name;
    Object.assign(box.style, {
      left: part(x, wholeWidth), top: part(y, wholeHeight), width: part(width, wholeWidth), height: part(height, wholeHeight),
    });
    return box;
  }

  /** Left and right go from cell to cell, up and down from domain to domain. */
  pressed(event) {
    const cell = event.target.closest('.cell');
    if (!cell) return;
    const index = Number(cell.dataset.index);
    const domains = [...new Set(this.cells.map((item) => item.domain))];
    const domain = domains.indexOf(this.cells[index].domain);
    const start = (at) => this.cells.findIndex((item) => item.domain === domains[at]);
    let next;
    if (event.key === 'ArrowRight') next = index + 1;
    else if (event.key === 'ArrowLeft') next = index - 1;
    else if (event.key === 'ArrowDown') next = start(domain + 1);
    else if (event.key === 'ArrowUp') next = start(domain - 1);
    else if (event.key === 'Home') next = 0;
    else if (event.key === 'End') next = this.cells.length - 1;
    else if (event.key === 'Enter' || event.key === ' ') this.choose(this.cells[index].item);
    else return;
    event.preventDefault();
    const target = this.cells[next]?.cell;
    if (!target) return;
    cell.tabIndex = -1;
    target.tabIndex = 0;
    target.focus();
  }
}
