// Draws the OpenAPI document as a page. Everything shown is put in as text, never as markup.
'use strict';

const main = document.getElementById('main');
const contents = document.getElementById('contents');

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) element.setAttribute(key, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

// `code` and **strong** within a line.
function inline(text) {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part) => {
    if (part.startsWith('`')) return make('code', null, part.slice(1, -1));
    if (part.startsWith('**')) return make('strong', null, part.slice(2, -2));
    return part;
  });
}

function table(head, rows) {
  const cells = (name, row) => make('tr', null, row.map((cell) => make(name, null, cell)));
  return make('div', { class: 'wide' }, make('table', null, make('thead', null, cells('th', head)), make('tbody', null, rows.map((row) => cells('td', row)))));
}

// Paragraphs and tables, as far as the document uses them.
function prose(text) {
  return (text ?? '').split(/\n{2,}/).filter(Boolean).map((block) => {
    if (!block.startsWith('|')) return make('p', null, inline(block.replaceAll('\n', ' ')));
    const rows = block.trim().split('\n').map((line) => line.slice(1, -1).split('|').map((cell) => inline(cell.trim())));
    return table(rows[0], rows.slice(2));
  });
}

const nameOf = (reference) => reference.split('/').pop();
const anchor = (kind, name) => `${kind}-${name.replace(/[^A-Za-z0-9]+/g, '-')}`;

function schemaLink(name) {
  return make('a', { href: `#${anchor('schema', name)}` }, name.replace(/_(.*)/, ' of $1'));
}

function joined(parts, word) {
  return parts.flatMap((part, index) => (index === 0 ? part : [word, ...part]));
}

// A schema in a few words, with links to the named ones.
function typeOf(schema) {
  if (!schema || Object.keys(schema).length === 0) return ['anything'];
  if (schema.$ref) return [schemaLink(nameOf(schema.$ref))];
  const several = schema.oneOf ?? schema.anyOf;
  if (several) return joined(several.map(typeOf), ' or ');
  if (schema.enum) return joined(schema.enum.map((word) => [make('code', null, String(word))]), ' ');
  const types = [schema.type ?? 'object'].flat();
  return joined(types.map((type) => {
    if (type === 'array') return ['list of ', ...typeOf(schema.items)];
    return [type === 'string' && schema.format ? schema.format : type];
  }), ' or ');
}

function fieldsOf(schema) {
  const parts = schema.allOf ?? [schema];
  return parts.flatMap((part) =>
    Object.entries(part.properties ?? {}).map(([name, field]) => ({ name, field, required: (part.required ?? []).includes(name) })),
  );
}

function fieldTable(schema) {
  const rows = fieldsOf(schema).map(({ name, field, required }) => [
    make('code', null, name),
    [...typeOf(field), required ? '' : make('span', { class: 'quiet' }, ', may be absent')],
    inline(field.description ?? ''),
  ]);
  return rows.length === 0 ? null : table(['field', 'type', ''], rows);
}

function bodyOf(content) {
  const schema = Object.values(content ?? {})[0]?.schema;
  return schema ? typeOf(schema) : ['nothing'];
}

function operationCard(method, path, operation, document_) {
  const parameters = (operation.parameters ?? []).map((parameter) => [
    make('code', null, parameter.name),
    [`in the ${parameter.in}, `, ...typeOf(parameter.schema)],
    inline(parameter.description ?? ''),
  ]);
  const responses = Object.entries(operation.responses ?? {}).map(([status, given]) => {
    const response = given.$ref ? document_.components.responses[nameOf(given.$ref)] : given;
    return [make('code', null, status), bodyOf(response.content), inline(response.description ?? '')];
  });
  const isPublic = operation.security?.some((way) => Object.keys(way).length === 0);
  return make(
    'article',
    { id: anchor('operation', operation.operationId) },
    make('h3', null, operation.summary ?? operation.operationId),
    make('div', { class: 'line' }, make('span', { class: 'method' }, method.toUpperCase()), make('code', null, path), isPublic ? make('span', { class: 'public' }, 'public') : null),
    prose(operation.description),
    parameters.length ? [make('h4', null, 'Parameters'), table(['name', 'type', ''], parameters)] : null,
    operation.requestBody ? [make('h4', null, 'Body'), make('p', null, bodyOf(operation.requestBody.content))] : null,
    make('h4', null, 'Answers'),
    table(['status', 'body', ''], responses),
  );
}

function section(title, description, cards) {
  main.append(make('h2', null, title), ...prose(description), ...cards);
}

function list(title, links) {
  contents.append(make('h2', null, title), make('ul', null, links.map(([id, text]) => make('li', null, make('a', { href: `#${id}` }, text)))));
}

function draw(document_) {
  main.replaceChildren(make('h1', null, `${document_.info.title} API `, make('span', { class: 'quiet' }, document_.info.version)), ...prose(document_.info.description));
  const operations = Object.entries(document_.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method, path, operation })),
  );
  for (const tag of document_.tags ?? []) {
    const own = operations.filter(({ operation }) => operation.tags?.includes(tag.name));
    section(tag.name, tag.description, own.map(({ method, path, operation }) => operationCard(method, path, operation, document_)));
    list(tag.name, own.map(({ operation }) => [anchor('operation', operation.operationId), operation.summary ?? operation.operationId]));
  }
  const live = document_['x-live'];
  const requests = Object.entries(live.requests).map(([name, one]) => [make('code', null, name), typeOf(one.payload), one.reply.$ref ? typeOf(one.reply) : '']);
  const events = Object.entries(live.events).map(([name, one]) => [make('code', null, name), typeOf(one.payload)]);
  const requestCard = make('article', { id: 'live-requests' }, make('h3', null, 'What you send'), table(['request', 'with', 'answered with'], requests));
  const eventCard = make('article', { id: 'live-events' }, make('h3', null, 'What you are told'), table(['event', 'with'], events));
  section('live connection', live.description, [requestCard, eventCard]);
  list('live connection', [['live-requests', 'What you send'], ['live-events', 'What you are told']]);
  const schemas = Object.entries(document_.components.schemas);
  section('schemas', '', schemas.map(([name, schema]) =>
    make('article', { id: anchor('schema', name) }, make('h3', null, name.replace(/_(.*)/, ' of $1')), prose(schema.description), fieldTable(schema) ?? make('p', null, typeOf(schema))),
  ));
  list('schemas', schemas.map(([name]) => [anchor('schema', name), name.replace(/_(.*)/, ' of $1')]));
  if (location.hash) document.querySelector(location.hash)?.scrollIntoView();
}

fetch('/api/v1/openapi.json')
  .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`status ${answer.status}`))))
  .then(draw)
  .catch((error) => {
    document.getElementById('waiting').textContent = `The document could not be read (${error.message}). Try again in a moment.`;
  });
