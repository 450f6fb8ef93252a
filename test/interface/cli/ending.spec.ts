import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { Ending } from '../../../src/interface/cli/ending.js';
import { assertPortFree, hangUp, portRefused } from '../../../src/interface/cli/hang-up.js';
import { operatingUser } from '../../../src/interface/cli/session.js';

class FakeProcess extends EventEmitter {
  readonly stdout = new EventEmitter();
  readonly stderr = new EventEmitter();
  readonly gone: Promise<number>;
  #tell: (code: number) => void = () => undefined;
  constructor() {
    super();
    this.gone = new Promise((resolve) => {
      this.#tell = resolve;
    });
  }
  exit(code: number) {
    this.#tell(code);
  }
}

function running() {
  const told: unknown[] = [];
  const closed: string[] = [];
  const host = new FakeProcess();
  const ending = new Ending((error) => told.push(error));
  ending.watch(host);
  ending.closes(async () => closed.push('server'));
  ending.closes(async () => closed.push('pool'));
  return { host, ending, told, closed };
}

describe('every way out', () => {
  const broken = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
  const ways: [string, (host: FakeProcess) => void, number][] = [
    ['SIGHUP, as from a terminal that is closed', (host) => host.emit('SIGHUP'), 130],
    ['SIGINT', (host) => host.emit('SIGINT'), 130],
    ['SIGTERM', (host) => host.emit('SIGTERM'), 130],
    ['a reader of our output that is gone', (host) => host.stdout.emit('error', broken), 1],
    ['a reader of our errors that is gone', (host) => host.stderr.emit('error', broken), 1],
    ['an error that nobody caught', (host) => host.emit('uncaughtException', broken), 1],
  ];
  it.each(ways)('closes all that is open, the last first: %s', async (_, happens, code) => {
    const { host, closed } = running();
    happens(host);
    expect(await host.gone).toBe(code);
    expect(closed).toEqual(['pool', 'server']);
  });

  it('of what serves is its ordinary end where a signal asks for it', async () => {
    const { host, ending } = running();
    ending.serves();
    host.emit('SIGTERM');
    expect(await host.gone).toBe(0);
  });

  it('says an error that nobody caught, once, and nothing of what fails while all is closed', async () => {
    const { host, told } = running();
    const first = new Error('first');
    host.emit('uncaughtException', first);
    host.emit('uncaughtException', new Error('a pool that was closed'));
    await host.gone;
    expect(told).toEqual([first]);
  });

  it('closes what was still being opened, and lets nobody go on with it', async () => {
    const { host, ending, closed } = running();
    let ready: (opened: { close(): Promise<unknown> }) => void = () => undefined;
    const opening = ending.open(new Promise<{ close(): Promise<unknown> }>((resolve) => (ready = resolve)));
    let wentOn = false;
    void opening.then(() => (wentOn = true));

    host.emit('SIGINT');
    ready({ close: async () => closed.push('late') });

    await host.gone;
    expect({ closed, wentOn }).toEqual({ closed: ['late', 'pool', 'server'], wentOn: false });
  });

  it('closes the rest though one cannot be closed, and each once', async () => {
    const { ending, closed } = running();
    const close = ending.closes(async () => {
      closed.push('stuck');
      throw new Error('it cannot');
    });
    await close().catch(() => undefined);
    await ending.all();
    await ending.all();
    expect(closed).toEqual(['stuck', 'pool', 'server']);
  });
});

describe('a server that hangs up', () => {
  const listening = async (): Promise<[Server, number]> => {
    const server = createServer((_, response) => void response.write('the beginning'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return [server, (server.address() as AddressInfo).port];
  };

  it('cuts a client that never ends its request, and one that waits for an answer without end', async () => {
    const [server, port] = await listening();
    const slow = connect(port, '127.0.0.1', () =>
      slow.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\na'),
    );
    const waiting = connect(port, '127.0.0.1', () => waiting.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n'));
    slow.on('error', () => undefined);
    waiting.on('error', () => undefined);
    await Promise.all([once(slow, 'data'), once(waiting, 'data')]);
    const cut = Promise.all([once(slow, 'close'), once(waiting, 'close')]);

    await hangUp(server, 20);

    expect(server.listening).toBe(false);
    await cut;
  });

  it('names a port that is in use, and leaves other errors as they are', async () => {
    const [server, port] = await listening();
    const other = createServer();
    const error = await new Promise((resolve) => other.once('error', resolve).listen(port, '127.0.0.1'));
    expect(portRefused(error, port)).toMatchObject({ message: expect.stringMatching(/^port-in-use: .*--port/) });
    const strange = new Error('strange');
    expect(portRefused(strange, port)).toBe(strange);
    await hangUp(server, 0);
  });

  it('asks for the port before anything is begun, and leaves it as free as it was', async () => {
    const [server, port] = await listening();
    await expect(assertPortFree(port, '127.0.0.1')).rejects.toThrow('port-in-use');
    await hangUp(server, 0);
    await assertPortFree(port, '127.0.0.1');
    await assertPortFree(port, '127.0.0.1');
  });
});

describe('who runs the verb', () => {
  it('is the user of the operating system, or the bare number where the system knows no name for it', () => {
    expect(operatingUser(() => ({ username: 'Jørgen K' }))).toBe('J-rgen-K');
    expect(operatingUser(() => ({ username: '_svc' }))).toBe('svc');
    const nameless = operatingUser(() => {
      throw new Error('uv_os_get_passwd returned ENOENT');
    });
    expect(nameless).toMatch(/^(uid-\d+|operator)$/);
  });

  it('waits for what never closes no longer than it was told to', async () => {
    const ending = new Ending(() => undefined);
    const closed: string[] = [];
    ending.closes(async () => void closed.push('the rest'));
    ending.closes(() => new Promise(() => undefined), 20);
    await ending.all();
    expect(closed).toEqual(['the rest']);
  });
});
