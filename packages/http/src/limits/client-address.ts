// From where a request comes: the address of its connection, or what a trusted proxy says of it.

import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Whether the word of whoever is at this address is taken. */
export type Trust = (address: string) => boolean;

const ranges: { readonly [name: string]: readonly string[] } = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

const WIDEST = { ipv4: 32, ipv6: 128 } as const;

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** A server that listens for both families sees addresses of the older one within the newer. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

/**
 * @param proxies addresses, ranges, or `loopback`, `linklocal`, `uniquelocal`.
 * @throws {Error} one of them is none of these.
 */
export const trustIn = (proxies: readonly string[]): Trust => {
  const known = new BlockList();
  for (const proxy of proxies.flatMap((name) => ranges[name.toLowerCase()] ?? [name])) {
    const [address = '', bits] = proxy.split('/');
    const family = familyOf(address);
    known.addSubnet(plain(address), Number(bits ?? WIDEST[family]), family);
  }
  return (address) => {
    const bare = plain(address);
    return isIP(bare) !== 0 && known.check(bare, familyOf(bare));
  };
};

/** The nearest address that is no trusted proxy, as the server finds it for a whole request. */
export const addressOf = ({ socket, headers }: IncomingMessage, trust?: Trust): string => {
  let address = socket.remoteAddress ?? '';
  const forwarded = headers['x-forwarded-for'];
  if (trust === undefined || forwarded === undefined) return address;
  for (const from of [forwarded].flat().join(',').split(',').toReversed()) {
    if (!trust(address)) return address;
    address = from.trim();
  }
  return address;
};
