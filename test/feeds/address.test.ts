import { describe, expect, it } from 'vitest';
import { FeedError } from '../../src/errors.ts';
import { isPublicAddress } from '../../src/feeds/address.ts';
import { createFetcher } from '../../src/feeds/fetch.ts';
import { startServer } from './server.ts';

describe('isPublicAddress', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '93.184.216.34',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '192.167.255.255',
    '223.255.255.254',
    '2606:4700::1111',
    '2a00:1450:4001::1',
    '::ffff:8.8.8.8',
  ])('lets %s through', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '10.255.255.255',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.1',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.0.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:169.254.169.254',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '64:ff9b::8.8.8.8',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2001:10::1',
    '2001:20::1',
    '2002:7f00:1::',
    '3fff::1',
    '5f00::1',
    'fc00::1',
    'fd00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    'ffff::1',
    'localhost',
    '',
    'example.org',
  ])('stops %j', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('what a fetcher connects to', () => {
  async function kindOf(
    url: string,
    options: Partial<Parameters<typeof createFetcher>[0]> = {},
  ): Promise<string> {
    const fetcher = createFetcher({ allowPrivateHosts: [], timeoutMs: 2_000, ...options });
    try {
      await fetcher.fetch(url);
      return 'fetched';
    } catch (error) {
      if (error instanceof FeedError) return error.kind;
      throw error;
    } finally {
      await fetcher.close();
    }
  }

  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://127.0.1/',
    'http://0x7f.1/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://0177.0.0.1/',
    'http://017700000001/',
    'http://127.0.0.1./',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[0:0:0:0:0:ffff:127.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://0/',
    'http://0.0.0.0/',
    'http://169.254.169.254/latest/',
    'http://2852039166/',
    'http://0xa9fea9fe/',
    'http://10.0.0.1:8080/',
    'http://192.168.1.1/',
    'http://①②⑦.0.0.1/',
    'http://127。0。0。1/',
    'http://ann:secret@127.0.0.1/',
    'http://%31%32%37.0.0.1/',
    'http://localhost/',
    'http://LOCALHOST/',
    '\thttp://127.0.0.1/',
    'http:127.0.0.1/',
    'http:\\\\127.0.0.1\\',
  ])('is not %j', async (url) => {
    expect(await kindOf(url)).toBe('address');
  });

  it.each([[['10.0.0.1']], [['::ffff:10.0.0.1']], [['fd00::1', '10.0.0.1']]])(
    'is not a name that resolves to %j',
    async (addresses) => {
      const resolve: Parameters<typeof createFetcher>[0]['resolve'] = (_, callback) =>
        callback(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        );
      expect(await kindOf('http://feeds.example/', { resolve })).toBe('address');
    },
  );

  it('is never a second answer for a name: what was checked is what is connected to', async () => {
    await using server = await startServer((_, response) => response.end('<rss/>'));
    let asked = 0;
    const resolve: Parameters<typeof createFetcher>[0]['resolve'] = (_, callback) => {
      asked += 1;
      // The first answer holds a private address beside the public one: it must not be among the choices.
      callback(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '203.0.114.1', family: 4 },
      ]);
    };
    const kind = await kindOf(`http://rebind.example:${server.port}/`, { resolve, timeoutMs: 300 });
    expect(kind).not.toBe('fetched');
    expect(asked).toBe(1);
  });

  it.each([
    ['an address', ['127.0.0.1'], '127.0.0.1'],
    ['an address in another spelling', ['::ffff:127.0.0.1'], '127.0.0.1'],
    ['a name', ['intranet.example'], 'intranet.example'],
    ['a name in capitals', ['Intranet.Example'], 'intranet.example'],
    ['the address of a name', ['127.0.0.1'], 'intranet.example'],
  ])('is %s that the operator allows', async (_, allowPrivateHosts, host) => {
    await using server = await startServer((_request, response) => response.end('<rss/>'));
    const resolve: Parameters<typeof createFetcher>[0]['resolve'] = (_name, callback) =>
      callback(null, [{ address: '127.0.0.1', family: 4 }]);
    expect(await kindOf(`http://${host}:${server.port}/`, { allowPrivateHosts, resolve })).toBe('fetched');
  });

  it('says in the refusal who can allow it', async () => {
    const fetcher = createFetcher({ allowPrivateHosts: [] });
    await expect(fetcher.fetch('http://10.0.0.1/')).rejects.toThrow(/10\.0\.0\.1 .*ALLOW_PRIVATE_HOSTS\.$/);
    await fetcher.close();
  });
});
