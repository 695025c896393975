// A form's fields as pairs, out and in. Passwords and files are never kept.

const OTHER = ['submit', 'button', 'fieldset', 'password', 'file'];
const used = ({ name, type }, hidden) => name && !OTHER.includes(type) && (type !== 'hidden' || hidden.includes(name));
const ticked = ({ type }) => type === 'radio' || type === 'checkbox';

/** @type {ReadFields} */
export const readFields = ({ elements }, hidden = []) => [...elements]
  .filter((field) => used(field, hidden) && (!ticked(field) || field.checked))
  .map(({ name, value }) => [name, value]);

/** @type {FillFields} */
export function fillFields({ elements }, pairs, { join = (old) => old, hidden = [] } = {}) {
  const left = [...pairs];
  for (const field of elements) {
    if (!used(field, hidden)) continue;
    const at = left.findIndex(([name, value]) => name === field.name && (!ticked(field) || value === field.value));
    const [[, value] = []] = at < 0 ? [] : left.splice(at, 1);
    if (ticked(field)) field.checked = at >= 0;
    else if (at >= 0) field.value = field.type === 'textarea' ? join(value, field.value, field) : value;
  }
}

/** @type {FieldOf} */
export const fieldOf = ({ elements }, wanted) => [...elements].find(({ name }) => name === wanted);

/** @type {FillBlank} */
export function fillBlank({ elements }, made) {
  const blank = [...elements].filter(({ type, name, value }) => type === 'hidden' && made[name] && !value);
  for (const field of blank) field.value = made[field.name];
  return () => { for (const field of blank) field.value = ''; };
}
