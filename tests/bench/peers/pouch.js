// PouchDB replicating with express-pouchdb on loopback, over the same stories as ours. One line per step.
// Both ends run in this process, so the CPU seconds are those of client and server together.
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
const express = require('express');
const PouchDB = require('pouchdb');

const texts = process.argv[2];
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'meja-pouch-'));
let requests = 0;
let up = 0;
let down = 0;

const app = express();
app.use((request, response, next) => { requests += 1; next(); });
const Served = PouchDB.defaults({ prefix: path.join(home, 'served-') });
const options = { configPath: path.join(home, 'config.json'), logPath: path.join(home, 'log.txt'), mode: 'minimumForPouchDB' };
app.use('/', require('express-pouchdb')(Served, options));
const server = http.createServer(app);
server.on('connection', (line) => line.on('close', () => { up += line.bytesRead; down += line.bytesWritten; }));

const cpu = () => { const used = process.cpuUsage(); return (used.user + used.system) / 1e6; };
const hangUp = () => { if (server.closeIdleConnections) server.closeIdleConnections(); };
const rest = () => new Promise((done) => setTimeout(done, 300));

async function measured(work) {
  requests = up = down = 0;
  const [wall, used] = [Date.now(), cpu()];
  await work();
  const took = (Date.now() - wall) / 1e3;
  const spent = cpu() - used;
  hangUp();
  await rest();
  hangUp();
  await rest();
  return [requests, up, down, spent, took];
}

function tell(name, ...times) {
  const [asked, sent, came, spent, took] = times[0].map((_, part) => times.reduce((sum, one) => sum + one[part], 0) / times.length);
  const number = (value) => Math.round(value).toLocaleString('en-US').padStart(10);
  console.log(`PouchDB: ${name}`.padEnd(34) + `${String(Math.round(asked)).padStart(6)} requests  up ${number(sent)} B  down ${number(came)} B  cpu both ${spent.toFixed(3).padStart(7)} s  wall ${took.toFixed(2).padStart(6)} s`);
}

server.listen(0, '127.0.0.1', async () => {
  const url = `http://127.0.0.1:${server.address().port}/site`;
  const [first, second] = [new PouchDB(path.join(home, 'first')), new PouchDB(path.join(home, 'second'))];
  const id = (number) => `a${String(number).padStart(5, '0')}`;
  const stories = fs.readdirSync(texts).sort().map((name, number) => ({ _id: id(number), body: fs.readFileSync(path.join(texts, name), 'utf8') }));
  for (let start = 0; start < stories.length; start += 500) await first.bulkDocs(stories.slice(start, start + 500));
  const batches = { batch_size: 500, batches_limit: 2 };
  tell(`first upload of ${stories.length}`, await measured(() => first.replicate.to(url, batches)));
  tell('second client', await measured(() => second.replicate.from(url, batches)));
  const both = async () => { await second.replicate.to(url); await second.replicate.from(url); };
  tell('nothing new', await measured(both));
  tell('nothing new, again', await measured(both));
  const apart = Math.max(1, Math.floor(stories.length / 100));
  const [sent, came] = [[], []];
  for (let time = 0; time < 10; time += 1) {
    for (let number = 0; number < Math.min(100, stories.length); number += 1) {
      const story = await first.get(id(number * apart));
      story.body += ` Tambahan ${time}.`;
      await first.put(story);
    }
    sent.push(await measured(() => first.replicate.to(url)));
    came.push(await measured(() => second.replicate.from(url)));
  }
  tell('100 edits up', ...sent);
  tell('100 edits down', ...came);
  fs.rmSync(home, { recursive: true, force: true });
  process.exit(0);
});
