/* The team table by keyboard, after the ARIA grid pattern: one tab stop, arrows walk, Home and End go to the ends of a
   row, with Ctrl to the corners, PageUp and PageDown ten rows, Enter or space opens. Escape is the pop-up's own. */
const INSIDE = '.cell, a[href], button';
const WIDE = matchMedia('(min-width: 760.02px)');
const PAGE = 10;

/* every row as a list of what can have the cursor; empty where a cell has nothing */
const places = table => [...table.querySelectorAll('thead tr:not(.group), tbody tr')]
  .filter(row => !row.hidden && row.offsetParent !== null)
  .map(row => [...row.cells].map(cell => cell.querySelector(INSIDE)));

function find(rows, element) {
  for (let r = 0; r < rows.length; r++) {
    const c = rows[r].indexOf(element);
    if (c >= 0) return [r, c];
  }
  return null;
}

/* from (r, c) step by step until a place that can have the cursor, or stay */
function walk(rows, [r, c], [dr, dc], far = 1) {
  let last = null;
  for (let k = 0; k < far || !last; k++) {
    r += dr; c += dc;
    if (!rows[r] || c < 0 || c >= rows[r].length) break;
    if (rows[r][c]) last = rows[r][c];
  }
  return last;
}

function target(rows, at, event) {
  const first = list => list.find(Boolean), [r] = at;
  switch (event.key) {
    case 'ArrowRight': return walk(rows, at, [0, 1]);
    case 'ArrowLeft': return walk(rows, at, [0, -1]);
    case 'ArrowDown': return walk(rows, at, [1, 0]);
    case 'ArrowUp': return walk(rows, at, [-1, 0]);
    case 'PageDown': return walk(rows, at, [1, 0], PAGE);
    case 'PageUp': return walk(rows, at, [-1, 0], PAGE);
    case 'Home': return first(event.ctrlKey ? rows.flat() : rows[r]);
    case 'End': return first(event.ctrlKey ? rows.flat().reverse() : [...rows[r]].reverse());
    default: return undefined;
  }
}

function onKey(event) {
  const table = event.currentTarget;
  if (!WIDE.matches || event.altKey || event.metaKey || (event.ctrlKey && !/^(Home|End)$/.test(event.key))) return;
  const rows = places(table), at = find(rows, event.target);
  if (!at) return;
  if (event.key === ' ') { event.preventDefault(); event.target.click(); return; }
  const next = target(rows, at, event);
  if (next === undefined) return;
  event.preventDefault();
  if (next) next.focus();
}

/* the one tab stop is where you were last */
function onFocus(event) {
  const table = event.currentTarget, now = event.target.closest(INSIDE);
  if (!WIDE.matches || !now) return;
  table.querySelectorAll('[tabindex="0"]').forEach(element => { element.tabIndex = -1; });
  now.tabIndex = 0;
}

function lay(table) {
  const all = [...table.querySelectorAll(`thead tr:not(.group) :is(${INSIDE}), tbody :is(${INSIDE})`)];
  if (!WIDE.matches) {
    table.removeAttribute('role');
    all.forEach(element => element.removeAttribute('tabindex'));
    return;
  }
  table.setAttribute('role', 'grid');
  const kept = all.find(element => element.tabIndex === 0 && element.hasAttribute('tabindex')) || table.querySelector('tbody .cell') || all[0];
  all.forEach(element => { element.tabIndex = element === kept ? 0 : -1; });
}

export function startGrids(place) {
  const around = place === document ? null : place.closest('table[data-grid]');
  const tables = around ? [around] : [...place.querySelectorAll('table[data-grid]')];
  tables.forEach(table => {
    if (!table.dataset.walks) {
      table.dataset.walks = 'yes';
      table.addEventListener('keydown', onKey);
      table.addEventListener('focusin', onFocus);
      WIDE.addEventListener('change', () => lay(table));
    }
    lay(table);
  });
}
