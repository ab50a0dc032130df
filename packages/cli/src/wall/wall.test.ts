// The wall on the command line.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { said } from '../run.testing.ts';

describe('a wall', () => {
  it('is told in words, in the language of the reader', async () => {
    const english = await said('wall lodging');
    assert.equal(english.code, 0);
    assert.match(english.out, /Customer → Place reservation/);
    assert.match((await said('wall lodging --lang ko')).out, /숙소 예약/);
  });

  it('is drawn as a picture, or as a flowchart', async () => {
    assert.match((await said('wall lodging --format svg')).out, /^<svg /);
    assert.match((await said('wall lodging --format mermaid')).out, /^flowchart /);
  });

  it('is written to a file, and nothing is said but where', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'dure-wall-')), 'wall.svg');
    const { code, out, trouble } = await said(`wall lodging --format svg --out ${file}`);
    assert.deepEqual([code, out, trouble], [0, '', `Drawn to ${file}\n`]);
    assert.match(readFileSync(file, 'utf8'), /^<svg [^]*<\/svg>\n$/);
  });

  it('is in a file what its name says, unless something else is asked for', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dure-wall-'));
    const begins = async (name: string, more = ''): Promise<string> => {
      const file = join(folder, name);
      assert.equal((await said(`wall lodging --out ${file} ${more}`.trim())).code, 0);
      return readFileSync(file, 'utf8').slice(0, 9);
    };
    assert.match(await begins('wall.svg'), /^<svg /);
    assert.match(await begins('WALL.SVG'), /^<svg /);
    assert.match(await begins('wall.mmd'), /^flowchart/);
    assert.match(await begins('wall.proto'), /^\/\/ /);
    assert.match(await begins('wall.txt'), /^(Lodging|숙박 예약)/);
    assert.match(await begins('other.svg', '--format mermaid'), /^flowchart/);
  });

  it('is a .proto for gRPC, with the numbers that are recorded', async () => {
    const { code, out } = await said('wall lodging --format proto');
    assert.equal(code, 0);
    assert.match(out, /^\/\/ 숙박 예약 \/ Lodging\n/);
    assert.match(out, /rpc PlaceReservation\(PlaceReservationRequest\)/);
  });

  it('has its numbers recorded as a .proto only', async () => {
    const { code, trouble } = await said('wall lodging --record');
    assert.equal(code, 2);
    assert.match(trouble, /--record goes with --format proto/);
  });

  it('that cannot be written is trouble in words', async () => {
    const { code, trouble } = await said('wall lodging --out /nowhere/wall.svg');
    assert.equal(code, 1);
    assert.match(trouble, /nowhere/);
  });

  it('that is to be written to a folder is trouble in words', async () => {
    const { code, trouble } = await said(`wall lodging --out ${tmpdir()}`);
    assert.equal(code, 1);
    assert.match(trouble, /is a folder\. Name a file in it\n.*폴더입니다/);
    assert.doesNotMatch(trouble, /^ +at /m);
  });
});
