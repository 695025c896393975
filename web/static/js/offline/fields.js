// A form's fields as pairs, out and in. Passwords and files are never kept.

const OTHER = ['submit', 'button', 'fieldset', 'password', 'file'];
const used = ({ name, type }) => name && !OTHER.includes(type);
const ticked = ({ type }) => type === 'radio' || type === 'checkbox';

/** @type {ReadFields} */
export const readFields = ({ elements }) => [...elements]
  .filter((field) => used(field) && field.type !== 'hidden' && (!ticked(field) || field.checked))
  .map(({ name, value }) => [name, value]);

/** @type {FillFields} */
export function fillFields({ elements }, pairs, { join = (old) => old, hidden = [] } = {}) {
  const left = [...pairs];
  for (const field of elements) {
    if (!used(field) || (field.type === 'hidden' && !hidden.includes(field.name))) continue;
    const at = left.findIndex(([name, value]) => name === field.name && (!ticked(field) || value === field.value));
    const [[, value] = []] = at < 0 ? [] : left.splice(at, 1);
    if (ticked(field)) field.checked = at >= 0;
    else if (at >= 0) field.value = field.type === 'textarea' ? join(value, field.value) : value;
  }
}
