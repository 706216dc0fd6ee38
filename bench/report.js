// Writes RESULTS.md from what the runs left in a folder: node bench/report.js FOLDER OUT
// Ends with a failure, after it is written, where the server was killed and did not keep every promise.

const { readFileSync, readdirSync, writeFileSync, existsSync } = require('node:fs');
const { cpus, release, totalmem, type } = require('node:os');
const { dirname, join } = require('node:path');

const [folder, out] = process.argv.slice(2);
const { FEW, MANY, RATE, IDLE, STORM, RUNS, SECONDS_EACH, POOL_SIZE, PROFILE, POSTGRES, COMMIT, COMPILER, PINNED } = process.env;
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
  const [ours, many, node, wire] = SERVERS.map((server) => values(server, scene, figure));
  const cells = [`**${numbers(ours)}**${spread(ours)}`, `**${numbers(many)}**${spread(many)}`, `${numbers(node)}${spread(node)}`, numbers(wire)];
  return `| ${[title, ...cells, ratio(ours, node, more), ratio(many, node, more)].join(' | ')} |`;
}

/** Deskbell on SQLite and on PostgreSQL, the peer on PostgreSQL, and the wire alone. */
const SERVERS = ['deskbell', 'postgres', 'node', 'wire'];

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
  return sum(found).toLocaleString('en-US');
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

const MEASURED_BUSY = [
  ['closed-few', `closed, ${FEW} conversations`],
  ['closed-many', `closed, ${MANY_WORDS} conversations`],
  ['open', `open, ${RATE} messages/s`],
];

/** How much of their cores the servers and their load used. */
function busy() {
  const cell = (server, scene, figure) => numbers(values(server, scene, figure));
  const cells = (scene) =>
    SERVERS.flatMap((server) => ['server_busy', 'load_busy'].map((figure) => cell(server, scene, figure)));
  return MEASURED_BUSY.map(([scene, title]) => `| ${title} | ${cells(scene).join(' | ')} |`).join('\n');
}

/** How much longer a page of history takes in the largest store than in the smallest. */
function largeStore() {
  const pages = read('alone.json').outcomes.filter(({ scenario }) => scenario === 'history');
  if (pages.length < 2) return '';
  const sorted = pages.toSorted((a, b) => a.count - b.count);
  const [smallest, largest] = [sorted[0], sorted.at(-1)];
  const [few, much] = [smallest, largest].map(({ figures }) => figures.page_p99.median);
  return `Ninety-nine of a hundred pages of history came within ${digits(much)} ms with ${largest.size}, and within ${digits(few)} ms with ${smallest.size}: **${digits(much / few)} ×**.`;
}

/** What torture left; nothing where it could not be judged. */
function tortured() {
  try {
    return read('torture.json');
  } catch {
    return undefined;
  }
}

function sum(counts) {
  return counts.reduce((total, count) => total + count, 0);
}

function isGood(report) {
  return report !== undefined && report.unseen.length === 0 && report.verified.length === 0 && sum(Object.values(report.faults)) === 0;
}

function torture(report) {
  if (report === undefined) return '**Killed over and over, it could not be judged:** torture did not come to its end.';
  const { kills, acknowledged, stored, shown, longestStartMs, faults: of, planted, unseen, verified } = report;
  const [messages, entries, deliveries] = [acknowledged, stored, shown].map((count) => Number(count).toLocaleString('en-US'));
  const judge =
    unseen.length === 0
      ? `Of ${planted} faults planted to try the judge it saw all.`
      : `**The judge did not see ${unseen.length} of ${planted} faults planted to try it (${unseen.join(', ')}): its silence proves nothing.**`;
  const walked =
    verified.length === 0
      ? 'Killed and started once more, its store was read from end to end and is what was written.'
      : `**Its store is not what was written:** ${verified.join(' ')}`;
  return (
    `Killed with -9 ${kills} times while people wrote, resent, lost their lines and returned: ${messages} messages acknowledged, ` +
    `${entries} stored, ${deliveries} shown; **${sum(Object.values(of))} lost, doubled, changed, unreadable or out of order**. ` +
    `${judge} ${walked} The longest start after a kill took ${Number(longestStartMs)} ms.`
  );
}

function plots() {
  const where = join(dirname(out), 'plots');
  if (!existsSync(where)) return '';
  const names = readdirSync(where).filter((name) => name.endsWith('.svg')).sort();
  return names.map((name) => `![${name.slice(0, -4).replaceAll('-', ' ')}](plots/${name})`).join('\n\n');
}

const locked = JSON.parse(readFileSync(join(__dirname, 'peers/node/package-lock.json'), 'utf8')).packages;
const version = (name) => locked[`node_modules/${name}`].version;
const machine = `${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}`;
const caution =
  PROFILE === 'release' ? '' : '\n> **Not figures.** This was a quick try of an unoptimised build, to see that everything runs.\n';
const pinned = PINNED
  ? 'each server with its database to one core, the load to another'
  : '**not pinned**: there is no `taskset` here, so servers, databases and load took what cores they found';
const killed = tortured();

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
| Deskbell | ${COMMIT}, ${COMPILER}, profile ${PROFILE} |
| Node peer | Node.js ${process.version}, Express ${version('express')}, Socket.IO ${version('socket.io')}, pg ${version('pg')} with ${POOL_SIZE} connections, PostgreSQL ${POSTGRES} |
| pinned | ${pinned} |

## Side by side

| | Deskbell, SQLite | Deskbell, PostgreSQL | Node peer, PostgreSQL | wire alone, in memory | SQLite against the peer | PostgreSQL against the peer |
|---|---|---|---|---|---|---|
${rows.map(row).join('\n')}
| Messages lost, doubled, out of order or refused, in all runs | **${faults('deskbell')}** | **${faults('postgres')}** | ${faults('node')} | ${faults('wire')} | | |

Deskbell and the peer acknowledge a message after it is synced to disk. The server in memory stores nothing: it shows what
the connections alone cost on this machine.

### Where the limit was
Processor time of the server's process and of the load, in % of a core. A closed loop whose load is near 100 % measured the
load; in the open loop the load stays awake, so as not to be late. This leaves PostgreSQL out, which shares the core of the
server that uses it.

| | Deskbell, SQLite | its load | Deskbell, PostgreSQL | its load | Node peer | its load | wire alone | its load |
|---|---|---|---|---|---|---|---|---|
${busy()}

## Deskbell alone

| scene | size | figure | |
|---|---|---|---|
${alone()}

${largeStore()}

${torture(killed)}

${plots()}
`,
);

if (!isGood(killed)) process.exitCode = 1;
