// Writes RESULTS.md from what the runs left in a folder: node bench/report.js FOLDER OUT

const { readFileSync, readdirSync, writeFileSync, existsSync } = require('node:fs');
const { cpus, release, totalmem, type } = require('node:os');
const { dirname, join } = require('node:path');
const { execFileSync } = require('node:child_process');

const [folder, out] = process.argv.slice(2);
const { FEW, MANY, RATE, IDLE, STORM, RUNS, SECONDS_EACH, POOL_SIZE, PROFILE, POSTGRES } = process.env;
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The values of a figure, one a run. */
function values(server, scene, figure) {
  const mine = readdirSync(folder).filter((name) => name.startsWith(`${server}.${scene}.`) && name.endsWith('.json'));
  return mine.map((name) => read(name).outcomes[0].figures[figure]?.median).filter((value) => value !== undefined);
}

function digits(value) {
  if (value >= 1000) return Math.round(value).toLocaleString('en-US');
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

const numbers = (list) => (list.length === 0 ? '—' : digits(median(list)));

function spread(list) {
  if (list.length < 2) return '';
  return ` (${digits(Math.min(...list))}–${digits(Math.max(...list))})`;
}

/** How many times better the first is. */
function ratio(ours, theirs, more) {
  if (ours.length === 0 || theirs.length === 0) return '—';
  const factor = more ? median(ours) / median(theirs) : median(theirs) / median(ours);
  return Number.isFinite(factor) ? `${factor >= 10 ? factor.toFixed(0) : factor.toFixed(1)} ×` : '—';
}

function row({ title, scene, figure, more = false }) {
  const [ours, node, wire] = ['deskbell', 'node', 'wire'].map((server) => values(server, scene, figure));
  return `| ${title} | **${numbers(ours)}**${spread(ours)} | ${numbers(node)}${spread(node)} | ${numbers(wire)} | ${ratio(ours, node, more)} |`;
}

const MANY_WORDS = Number(MANY).toLocaleString('en-US');
const rows = [
  { title: `Acknowledged messages/s, ${FEW} conversations`, scene: 'closed-few', figure: 'messages_per_second', more: true },
  { title: `Acknowledged messages/s, ${MANY_WORDS} conversations`, scene: 'closed-many', figure: 'messages_per_second', more: true },
  { title: `End to end at ${RATE} messages/s, p50, ms`, scene: 'open', figure: 'end_to_end_p50' },
  { title: `End to end at ${RATE} messages/s, p99, ms`, scene: 'open', figure: 'end_to_end_p99' },
  { title: `Memory of a joined, idle connection, KiB (${IDLE} of them)`, scene: 'idle', figure: 'memory_each' },
  { title: `${STORM} connections cut at once: all back, ms`, scene: 'storm', figure: 'all_back' },
];

const FAULTS = ['lost', 'disordered', 'refused', 'unsynced'];

/** Everything that went wrong in any run of a server's. */
function faults(server) {
  const scenes = [...new Set(rows.map(({ scene }) => scene))];
  const found = scenes.flatMap((scene) => FAULTS.flatMap((fault) => values(server, scene, fault)));
  return found.reduce((sum, value) => sum + value, 0).toLocaleString('en-US');
}

/** What stands side by side is not told twice, and of times the middle and the slow ones. */
const ALONE = ['fanout', 'history', 'inbox', 'start'];
const LEFT_OUT = /_max$|^pages$|_busy$|_late_/;

/** What only Deskbell was asked for. */
function alone() {
  const lines = [];
  for (const { scenario, size, figures } of read('alone.json').outcomes) {
    if (!ALONE.includes(scenario)) continue;
    for (const [name, { unit, median: middle, min, max }] of Object.entries(figures)) {
      if (LEFT_OUT.test(name) || (FAULTS.includes(name) && max === 0)) continue;
      const range = min === max ? '' : ` (${digits(min)}–${digits(max)})`;
      lines.push(`| ${scenario} | ${size} | ${name.replaceAll('_', ' ')} | ${digits(middle)}${range} ${unit} |`);
    }
  }
  return lines.join('\n');
}

function torture() {
  const { kills, acknowledged, stored, shown, longestStartMs, faults: of } = read('torture.json');
  const found = Object.values(of).reduce((sum, count) => sum + count, 0);
  const [messages, entries, deliveries] = [acknowledged, stored, shown].map((count) => Number(count).toLocaleString('en-US'));
  return (
    `Killed with -9 ${kills} times while people wrote, resent, lost their lines and returned: ${messages} messages acknowledged, ` +
    `${entries} stored, ${deliveries} shown; **${found} lost, doubled, changed or out of order**. ` +
    `The longest start after a kill took ${Number(longestStartMs)} ms.`
  );
}

function plots() {
  const where = join(dirname(out), 'plots');
  if (!existsSync(where)) return '';
  const names = readdirSync(where).filter((name) => name.endsWith('.svg')).sort();
  return names.map((name) => `![${name.slice(0, -4).replaceAll('-', ' ')}](plots/${name})`).join('\n\n');
}

const version = (name) => JSON.parse(readFileSync(join(__dirname, `peers/node/node_modules/${name}/package.json`), 'utf8')).version;
const run = (program, ...words) => execFileSync(program, words, { encoding: 'utf8' }).trim();
const machine = `${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}`;
const caution =
  PROFILE === 'release' ? '' : '\n> **Not figures.** This was a quick try of an unoptimised build, to see that everything runs.\n';

writeFileSync(
  out,
  `# The last run
${caution}
Written by \`make bench\`; [README.md](README.md) says how each figure is made and what it means. Higher is better for
messages a second, lower for everything else. Medians of ${RUNS} runs, with the smallest and the largest where they differ;
${SECONDS_EACH} s each.

| | |
|---|---|
| machine | ${machine} |
| date | ${new Date().toISOString().slice(0, 10)} |
| Deskbell | ${run('git', 'rev-parse', '--short', 'HEAD')}, ${run('rustc', '--version')}, profile ${PROFILE} |
| Node peer | Node.js ${process.version}, Express ${version('express')}, Socket.IO ${version('socket.io')}, pg ${version('pg')} with ${POOL_SIZE} connections, PostgreSQL ${POSTGRES} |
| pinned | each server with its database to one core, the load to another |

## Side by side

| | Deskbell | Node peer | wire alone, in memory | Deskbell against the peer |
|---|---|---|---|---|
${rows.map(row).join('\n')}
| Messages lost, doubled, out of order or refused, in all runs | **${faults('deskbell')}** | ${faults('node')} | ${faults('wire')} | |

Deskbell and the peer acknowledge a message after it is synced to disk. The server in memory stores nothing: it shows what
the connections alone cost on this machine.

## Deskbell alone

| scene | size | figure | |
|---|---|---|---|
${alone()}

${torture()}

${plots()}
`,
);
