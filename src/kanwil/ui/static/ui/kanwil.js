/* Kanwil: small extras. Every page works without this file; here it only gets quicker. Nothing is kept or sent. */
import { startGrids } from './grid.js';

const $ = (what, where = document) => where.querySelector(what);
const $$ = (what, where = document) => [...where.querySelectorAll(what)];
const say = words => { const place = $('#announce'); if (place) { place.textContent = ''; setTimeout(() => { place.textContent = words; }, 60); } };

/* ---------- one listener for everything that is pressed ---------- */
document.addEventListener('click', event => {
  const on = what => event.target.closest(what);
  const opener = on('[data-open]'), closer = on('[data-close]'), gone = on('[data-dismiss]'), together = on('[data-present]');
  $$('details.menu[open]').forEach(menu => { if (!menu.contains(event.target)) menu.open = false; });
  if (opener && $('#' + opener.dataset.open)) { event.preventDefault(); $('#' + opener.dataset.open).showModal(); }
  if (closer) { event.preventDefault(); const over = closer.closest('dialog, [popover]'); if (over.matches('dialog')) over.close(); else over.hidePopover(); }
  if (gone) gone.closest('.toast').remove();
  if (on('[data-print]')) { event.preventDefault(); print(); }
  if (on('[data-copy]')) copy(on('[data-copy]'));
  if (together) { event.preventDefault(); present(!document.body.classList.contains('presenting')); }
  if (event.target.matches('dialog') && event.target.open) event.target.close();
});

document.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  const menu = $('details.menu[open]');
  if (menu) { menu.open = false; $('summary', menu).focus(); return; }
  if (!$('dialog[open]') && !$(':popover-open')) present(false);
});

/* ---------- copy what stands in a field; where the browser may not, it is marked so that the hand can ---------- */
function copy(button) {
  const field = $('#' + button.dataset.copy);
  field.select();
  if (navigator.clipboard) navigator.clipboard.writeText(field.value).then(() => say(button.dataset.copied)).then(() => { button.lastChild.textContent = button.dataset.copied; });
}

/* ---------- look together: only the table is on the screen ---------- */
function present(on) {
  if (on === document.body.classList.contains('presenting')) return;
  document.body.classList.toggle('presenting', on);
  scrollTo(0, 0);
  const first = on ? $('.matrix [tabindex="0"]') : $('[data-present]');
  if (first) first.focus({ preventScroll: true });
}

/* ---------- light and dark: the cookie is what the server reads, so the next page does not flash ---------- */
document.addEventListener('submit', event => {
  const form = event.target, pressed = event.submitter;
  if (form.matches('[data-theme-choice]') && pressed) {
    event.preventDefault();
    const theme = pressed.value;
    document.cookie = `kanwil_theme=${theme};path=/;max-age=31536000;samesite=lax${location.protocol === 'https:' ? ';secure' : ''}`;
    if (theme === 'system') delete document.documentElement.dataset.theme; else document.documentElement.dataset.theme = theme;
    $$('button', form).forEach(button => button.setAttribute('aria-pressed', button === pressed));
    return;
  }
  /* pressing twice sends once */
  if (form.method === 'post' && !form.closest('[hx-post]')) {
    if (form.dataset.sent) event.preventDefault(); else form.dataset.sent = 'yes';
  }
});
addEventListener('pageshow', () => $$('form[data-sent]').forEach(form => { delete form.dataset.sent; }));

/* ---------- filters that need no button, lists that narrow while you type ---------- */
document.addEventListener('change', event => {
  const form = event.target.closest('form[data-autosubmit]');
  if (form) form.requestSubmit();
});
document.addEventListener('input', event => {
  const field = event.target.closest('[data-narrow]');
  if (!field) return;
  const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const asked = plain(field.value.trim()), list = $(field.dataset.narrow);
  const items = $$(':scope > li, :scope > tbody > tr, :scope > [data-item]', list);
  const left = items.filter(item => !(item.hidden = !plain(item.textContent).includes(asked))).length;
  const none = $(field.dataset.narrow + '-none');
  if (none) none.hidden = left > 0;
  say(field.dataset.found ? field.dataset.found.replace('{n}', left) : String(left));
});

/* ---------- a cell's pop-up stands beside its cell; closing puts you back ---------- */
let opened = null;
function stand(pop, beside) {
  const box = beside.getBoundingClientRect(), wide = pop.offsetWidth, high = pop.offsetHeight;
  const right = box.right + 8 + wide < innerWidth;
  pop.style.left = Math.max(12, Math.min(innerWidth - wide - 12, right ? box.right + 8 : box.left - wide - 8)) + 'px';
  pop.style.top = Math.max(12, Math.min(innerHeight - high - 12, box.top - 24)) + 'px';
}
function watch(pop) {
  if (pop.dataset.watched) return;
  pop.dataset.watched = 'yes';
  pop.addEventListener('toggle', event => {
    if (event.newState === 'open' || !opened) return;
    const back = document.contains(opened) ? opened : opened.id && document.getElementById(opened.id);
    if (back) { back.removeAttribute('aria-expanded'); if (pop.contains(document.activeElement) || document.activeElement === document.body) back.focus(); }
    opened = null;
  });
}
document.addEventListener('click', event => {
  const trigger = event.target.closest('[data-pop]'), pop = trigger && $('#' + trigger.dataset.pop);
  if (pop && !trigger.hasAttribute('hx-get')) { event.preventDefault(); show(pop, trigger); }
});
function show(pop, trigger) {
  watch(pop);
  if (opened && opened !== trigger) opened.removeAttribute('aria-expanded');
  opened = trigger;
  trigger.setAttribute('aria-expanded', 'true');
  if (!pop.matches(':popover-open')) pop.showPopover();
  stand(pop, trigger);
  const first = $('[autofocus], [data-focus]', pop) || $('h2, h3', pop);
  if (first) { if (first.matches('h2, h3')) first.tabIndex = -1; first.focus({ preventScroll: true }); }
}

/* ---------- after htmx: the eye, the cursor and the ear follow ---------- */
document.addEventListener('htmx:afterSettle', event => {
  const asked = event.detail.requestConfig && event.detail.requestConfig.elt;
  let place = event.detail.target;
  if (place && !document.contains(place)) place = place.id && document.getElementById(place.id);
  ready(place || document);
  if (!place) return;
  if (place.matches('[popover]') && asked && asked.closest('[popover]') !== place) show(place, asked); else focusIn(place);
});
document.addEventListener('htmx:oobAfterSwap', event => ready(event.target));
document.addEventListener('close-pop', () => {
  $$('[popover]:popover-open').forEach(pop => pop.hidePopover());
  $$('dialog[open]').forEach(dialog => dialog.close());
});
function focusIn(place) {
  const heard = $('[data-announce]', place), wanted = $('[data-errors], [data-focus]', place);
  if (heard) say(heard.dataset.announce);
  if (wanted) wanted.focus();
  else if (document.activeElement === document.body && place.id !== 'main') { if (!place.matches('a, button, input, [tabindex]')) place.tabIndex = -1; place.focus({ preventScroll: true }); }
}
document.addEventListener('announce', event => say(event.detail.value ?? event.detail));
function warn(key) {
  const area = $('#messages');
  if (!area || !area.dataset[key]) return;
  const toast = document.createElement('div');
  toast.className = 'toast error';
  toast.textContent = area.dataset[key];
  area.append(toast);
  setTimeout(() => toast.remove(), 12000);
}
document.addEventListener('htmx:responseError', event => warn(event.detail.xhr.status === 403 ? 'refused' : 'broken'));
document.addEventListener('htmx:sendError', () => warn('offline'));

/* ---------- the same table on a phone: one skill or one colleague at a time ---------- */
function startPicker(box) {
  const matrix = $(box.dataset.picks || '.matrix');
  if (!matrix || box.dataset.started) return;
  box.dataset.started = 'yes';
  const choose = () => {
    const face = $('input[type=radio]:checked', box)?.value || 'skill';
    matrix.dataset.face = face;
    $$('[data-face-of]', box).forEach(step => { step.hidden = step.dataset.faceOf !== face; });
    const skill = $('[data-face-of=skill] select', box)?.value, person = $('[data-face-of=person] select', box)?.value;
    $$('td[data-skill]', matrix).forEach(cell => cell.classList.toggle('picked', cell.dataset.skill === skill));
    $$('tr[data-person]', matrix).forEach(row => row.classList.toggle('picked', row.dataset.person === person));
  };
  box.addEventListener('change', choose);
  box.addEventListener('click', event => {
    const step = event.target.closest('[data-step]');
    if (!step) return;
    event.preventDefault();
    const list = $('select', step.parentNode), many = list.options.length;
    list.selectedIndex = (list.selectedIndex + Number(step.dataset.step) + many) % many;
    choose();
  });
  choose();
}

/* ---------- a message without a button leaves by itself, unless you look at it ---------- */
function leave(toast) {
  toast.dataset.leaves = 'yes';
  const time = setTimeout(() => toast.remove(), 12000);
  toast.addEventListener('pointerenter', () => clearTimeout(time));
  toast.addEventListener('focusin', () => clearTimeout(time));
}

/* ---------- the start, and again for what htmx brings ---------- */
function ready(place) {
  startGrids(place);
  $$('.matrix-pick').forEach(startPicker);
  $$('[popover].pop').forEach(watch);
  $$('#messages .toast:is(.success, .info):not([data-leaves], :has(form, a))').forEach(leave);
}
ready(document);
const wrong = $('[data-errors]');
if (wrong) wrong.focus();
