import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

/** A line to a portal that is as slow as a phone's. */
export interface SlowLine {
  readonly url: string;
  close(): Promise<void>;
}

const packetBytes = 1400;

/** Packets one after the other, each when the line has carried those before it; connections take turns as they come. */
class Line {
  private readonly waiting = new Map<Socket, Buffer[]>();
  private running = false;

  constructor(private readonly bytesPerSecond: number) {}

  send(to: Socket, packet: Buffer): void {
    const packets = this.waiting.get(to);
    if (packets === undefined) this.waiting.set(to, [packet]);
    else packets.push(packet);
    if (!this.running) void this.run();
  }

  private async run(): Promise<void> {
    this.running = true;
    let free = performance.now();
    while (this.waiting.size > 0) {
      for (const [to, packets] of this.waiting) {
        const packet = packets.shift();
        if (packets.length === 0) this.waiting.delete(to);
        if (packet === undefined) continue;
        free = Math.max(free, performance.now() - 2) + (packet.length / this.bytesPerSecond) * 1000;
        const wait = free - performance.now();
        if (wait >= 1) await new Promise((resolve) => setTimeout(resolve, wait));
        if (to.writable) to.write(packet);
      }
    }
    this.running = false;
  }
}

/**
 * Stands between a browser and a portal: what is asked arrives `delayMs` later, and all connections together get no more than
 * `bytesPerSecond`. The browser's own throttle does not hold for its workers, which load the tiles.
 */
export async function slowLine(
  target: string,
  { bytesPerSecond, delayMs }: { bytesPerSecond: number; delayMs: number },
): Promise<SlowLine> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const line = new Line(bytesPerSecond);
  const server = createServer((browser) => {
    const portal = connect(Number(port), hostname);
    for (const socket of [browser, portal]) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      socket.on('error', () => socket.destroy());
    }
    browser.on('data', (chunk) => setTimeout(() => portal.writable && portal.write(chunk), delayMs));
    portal.on('data', (chunk) => {
      for (let at = 0; at < chunk.length; at += packetBytes) line.send(browser, chunk.subarray(at, at + packetBytes));
    });
    portal.once('close', () => setTimeout(() => browser.destroy(), 10_000));
    browser.once('close', () => portal.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
