/* The team's table: a cell opens in place, several own cells can be chosen together, arrows light up a skill.
   Without this file every cell is a link to its own page. */
const $ = (what, where = document) => where.querySelector(what);
const $$ = (what, where = document) => [...where.querySelectorAll(what)];
let last = '';

/* ---------- a cell, or the name of a skill, opens in the pop-up ---------- */
document.addEventListener('click', event => {
  const link = event.target.closest('table[data-cells] :is(a.cell, .skills a)');
  if (!link || !window.htmx) return;
  if (event.shiftKey || event.ctrlKey || event.metaKey) {
    if (link.closest('tr.mine')) { event.preventDefault(); pick(link); }
    return;
  }
  event.preventDefault();
  if (chosen().length && link.closest('tr.mine')) { pick(link); return; }
  last = link.getAttribute('href');
  const where = link.closest('table').dataset.cells, together = $('.presenting') && link.matches('.skills a') ? '?samen=1' : '';
  window.htmx.ajax('GET', link.href + together, { source: link, target: where, swap: 'innerHTML' });
});

/* ---------- after saving, the cursor is where it was ---------- */
document.addEventListener('htmx:afterSettle', () => {
  if (last && document.activeElement === document.body) $(`a[href="${last}"]`)?.focus();
});

/* ---------- several own cells at once: Shift + click, or Shift + space ---------- */
const chosen = () => $$('.matrix [aria-selected="true"]');
function pick(link) {
  link.setAttribute('aria-selected', link.getAttribute('aria-selected') === 'true' ? 'false' : 'true');
  tell();
}
function tell() {
  const bar = $('#picked-bar'), links = chosen();
  if (!bar) return;
  bar.hidden = !links.length;
  $('span', bar).textContent = links.length === 1 ? bar.dataset.one : bar.dataset.more.replace('{n}', links.length);
  $('a', bar).href = bar.dataset.url + '?' + links.map(link => 'skill=' + link.getAttribute('href').split('/')[2]).join('&');
  document.dispatchEvent(new CustomEvent('announce', { detail: links.length ? $('span', bar).textContent : '' }));
}
document.addEventListener('click', event => {
  if (!event.target.closest('[data-unpick]')) return;
  chosen().forEach(link => link.setAttribute('aria-selected', 'false'));
  tell();
  $('.matrix tr.mine .cell')?.focus();
});
document.addEventListener('keydown', event => {
  const cell = event.target.closest?.('.matrix tr.mine .cell');
  if (cell && event.shiftKey && event.key === ' ') { event.preventDefault(); event.stopPropagation(); pick(cell); }
}, true);

/* ---------- looking together: the skill you are at lights up; Escape goes back ---------- */
function light(cell) {
  const place = cell.closest('td, th'), table = cell.closest('table');
  $$('.lit', table).forEach(one => one.classList.remove('lit'));
  if (place.cellIndex > 0) $$('tr:not(.group)', table).forEach(row => row.cells[place.cellIndex]?.classList.add('lit'));
}
document.addEventListener('focusin', event => { if (event.target.closest('.presenting .matrix')) light(event.target); });
document.addEventListener('keydown', event => {
  if (event.key === 'Escape' && !$(':popover-open') && !event.defaultPrevented) {
    const leave = $('.presenting [data-leave]');
    if (leave) location.href = leave.href;
  }
});
if ($('.presenting')) $('.matrix tbody .cell, .matrix .skills a')?.focus({ preventScroll: true });

/* ---------- filters that need no button; paper in two sizes ---------- */
document.addEventListener('change', event => { if (event.target.matches('[data-autosubmit-field]')) event.target.form.requestSubmit(); });
document.addEventListener('click', event => {
  const paper = event.target.closest('[data-paper]');
  if (!paper) return;
  $('#main').classList.toggle('a3', paper.dataset.paper === 'a3');
  paper.closest('details').open = false;
  print();
});
