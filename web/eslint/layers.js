/**
 * Which room may import which (arrows point down only). A package is named by its folder below web/.
 * protocol → client → react → widget, desk; text → ui; both know no conversation; the loader stands alone.
 */
import { dirname, relative, resolve, sep } from 'node:path';

/** room → [own packages it may import, outside packages it may import ('*' = any)] */
const ROOMS = {
  'packages/protocol': [[], []],
  'packages/client': [['protocol'], ['socket.io-client', 'idb-keyval']],
  'packages/react': [['protocol', 'client'], ['react']],
  'packages/text': [[], []],
  'packages/ui': [['text'], ['react', 'vite', 'virtual:emoji']],
  'apps/loader': [['protocol'], []],
  'apps/widget': [['protocol', 'client', 'react', 'text', 'ui'], '*'],
  'apps/desk': [['protocol', 'client', 'react', 'text', 'ui'], '*'],
  e2e: [['protocol', 'ui'], '*'],
};

/** Rooms that may take types from their neighbours but no code: what they import must vanish in the build. */
const TYPES_ONLY = new Set(['apps/loader']);

const roomOf = (path) => Object.keys(ROOMS).find((room) => path === room || path.startsWith(`${room}/`));
const featureOf = (path) => /^(apps\/\w+\/src\/features\/[^/]+)/.exec(path)?.[1]?.replace(/\.tsx?$/, '');
const packageOf = (specifier) => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');

/** The sentence that says why `specifier` may not be imported from `file` (both below `root`), or null. */
export function refusal(root, file, specifier, isType) {
  const from = relative(root, file).split(sep).join('/');
  const room = roomOf(from);
  if (!room) return null;
  if (specifier.startsWith('.')) {
    const to = relative(root, resolve(dirname(file), specifier)).split(sep).join('/');
    if (roomOf(to) !== room) return `${room} reaches into ${roomOf(to) ?? to}: import it by its package name.`;
    const [mine, theirs] = [featureOf(from), featureOf(to)];
    if (mine && theirs && mine !== theirs) return 'Features never import each other: they meet in app/.';
    return null;
  }
  const [own, outside] = ROOMS[room];
  const name = packageOf(specifier);
  if (name.startsWith('@deskbell/')) {
    if (!own.includes(name.slice('@deskbell/'.length))) return `${room} may not import ${name}.`;
    if (TYPES_ONLY.has(room) && !isType) return `${room} stands alone: it may import only types of ${name}.`;
    return null;
  }
  return outside === '*' || outside.includes(name) ? null : `${room} may not import ${name}.`;
}

export const layers = {
  meta: { type: 'problem', schema: [{ type: 'object', properties: { root: { type: 'string' } } }] },
  create(context) {
    const { root } = context.options[0];
    const check = (node, source, isType) => {
      if (typeof source?.value !== 'string') return;
      const message = refusal(root, context.filename, source.value, isType);
      if (message) context.report({ node, message });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source, node.importKind === 'type'),
      ExportNamedDeclaration: (node) => check(node, node.source, node.exportKind === 'type'),
      ExportAllDeclaration: (node) => check(node, node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node, node.source, false),
    };
  },
};
