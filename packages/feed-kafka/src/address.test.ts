import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WrongAddress, kafkaAddress } from './address.ts';
import { causesOf, shown, troubleOf } from './words.ts';

describe('An address of Kafka', () => {
  it('names one broker or several, and 9092 where no port stands', () => {
    deepEqual(kafkaAddress('kafka://a'), { brokers: [{ host: 'a', port: 9_092 }] });
    deepEqual(kafkaAddress('kafka://a:1,b.example:2,[::1]:3/').brokers, [
      { host: 'a', port: 1 },
      { host: 'b.example', port: 2 },
      { host: '::1', port: 3 },
    ]);
  });

  it('holds a user and a password, percent-encoded, and how they are proved', () => {
    const { sasl } = kafkaAddress('kafka://guest:p%40ss%3A%2Fword@a?sasl=plain');
    deepEqual(sasl, { mechanism: 'PLAIN', user: 'guest', password: 'p@ss:/word' });
    equal(kafkaAddress('kafka://guest:x@a').sasl?.mechanism, 'SCRAM-SHA-256');
    const given = kafkaAddress('kafka://guest@a?sasl=scram-sha-512', { password: 'of a file' });
    deepEqual(given.sasl, { mechanism: 'SCRAM-SHA-512', user: 'guest', password: 'of a file' });
  });

  it('asks for TLS by its scheme, or by what TLS is given', () => {
    deepEqual(kafkaAddress('kafkas://a').tls, {});
    deepEqual(kafkaAddress('kafka://a', { tls: { ca: 'PEM' } }).tls, { ca: 'PEM' });
    equal(kafkaAddress('kafka://a').tls, undefined);
  });

  it('that cannot be read is refused in words that do not repeat a password', () => {
    const wrong = [
      'http://guest:secret@a',
      'kafka://',
      'kafka://guest:secret@a:99999',
      'kafka://guest:secret@a,,b',
      'kafka://guest:secret@a?sasl=none',
      'kafka://guest:secret%@a',
    ];
    for (const url of wrong) {
      throws(
        () => kafkaAddress(url),
        (error) => {
          ok(error instanceof WrongAddress, url);
          const { ko, en } = error.words;
          ok(/[가-힣]/.test(ko) && /[a-z]/.test(en));
          ok(!`${ko} ${en} ${error.message} ${error.stack}`.includes('secret'), url);
          return true;
        },
      );
    }
  });
});

describe('A trouble with Kafka', () => {
  const address = kafkaAddress('kafka://guest:secret@a:1');

  it('names the brokers, and never the password that an error of the client may hold', () => {
    const cause = new Error('Cannot connect with secret');
    const outer = new AggregateError([new Error('connect refused', { cause })], 'Failed.');
    deepEqual(causesOf(outer), ['Failed.', 'connect refused', 'Cannot connect with secret']);
    const { is, ko, en } = troubleOf(outer, address);
    equal(is, 'away');
    for (const words of [ko, en]) {
      ok(words.includes('a:1') && words.includes('Cannot connect with …'), words);
      ok(!words.includes('secret'));
    }
    equal(shown(address), 'a:1');
  });

  it('tells a broker that refuses from one that is away', () => {
    equal(troubleOf(new Error('SASL authentication failed'), address).is, 'refused');
    equal(troubleOf(new Error('self-signed certificate in chain'), address).is, 'refused');
    equal(troubleOf(new Error('connect ECONNREFUSED'), address).is, 'away');
  });
});
