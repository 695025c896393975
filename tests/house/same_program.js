// Whether pairs of modules are the same program but for names of their own. Takes { name: [one, other] }, answers the names that differ.
const { parse } = require('internal/deps/acorn/acorn/dist/acorn');

/** What a pattern binds. */
function bound(node) {
  if (!node) return [];
  if (node.type === 'Identifier') return [node.name];
  if (node.type === 'ObjectPattern') return node.properties.flatMap((one) => bound(one.value ?? one.argument));
  if (node.type === 'ArrayPattern') return node.elements.flatMap(bound);
  return bound(node.left ?? node.argument);
}

function declared(statements) {
  return statements.map((one) => one.declaration ?? one).flatMap((one) => {
    if (one.type === 'VariableDeclaration') return one.declarations.flatMap(({ id }) => bound(id));
    if (one.type === 'ImportDeclaration') return one.specifiers.map(({ local }) => local.name);
    return /^(Function|Class)Declaration$/.test(one.type) ? [one.id.name] : [];
  });
}

/** The names that a node brings for what is in it. `var` and classes that name themselves are not ours. */
function brings(node) {
  if (node.type === 'Program' || node.type === 'BlockStatement') return declared(node.body);
  if (node.type === 'SwitchStatement') return declared(node.cases.flatMap(({ consequent }) => consequent));
  if (/^For/.test(node.type)) return declared([node.init ?? node.left].filter(Boolean));
  if (/Function/.test(node.type)) return [...(node.type === 'FunctionExpression' ? bound(node.id) : []), ...node.params.flatMap(bound)];
  return node.type === 'CatchClause' ? bound(node.param) : [];
}

/** The program as text: who is meant by a name instead of the name, unless others read it. */
function shape(text) {
  const out = [];
  let scopes = 0;
  const meant = (name, around) => around.find((one) => one.has(name))?.get(name) ?? `free ${name}`;
  function walk(node, around) {
    if (Array.isArray(node)) return node.forEach((one) => walk(one, around));
    if (!node || typeof node !== 'object' || node instanceof RegExp) return out.push(String(node));
    if (node.type === 'VariableDeclaration' && node.kind === 'var') throw new Error('var');
    scopes += 1;
    const inner = [new Map(brings(node).map((name, at) => [name, `${scopes} ${at}`])), ...around];
    if (node.type === 'Identifier') return out.push(meant(node.name, around));
    for (const [key, value] of Object.entries(node)) {
      const said = (key === 'property' || key === 'key') && !node.computed && value?.type === 'Identifier';
      const outside = key === 'imported' || key === 'exported' || (node.type === 'ExportNamedDeclaration' && key === 'declaration');
      if (said) out.push(value.name);
      else if (outside && value) {
        out.push(value.name ?? declared([value]).join());
        if (key === 'declaration') walk(value, inner);
      } else if (key !== 'start' && key !== 'end') walk(value, inner);
      out.push(key);
    }
    return undefined;
  }
  walk(parse(text, { ecmaVersion: 'latest', sourceType: 'module' }), []);
  return out.join('\n');
}

const pairs = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(Object.keys(pairs).filter((name) => shape(pairs[name][0]) !== shape(pairs[name][1]))));
