import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Sessions } from './sessions.ts';
import { standardBounds } from './settings.ts';

const NOW = Date.UTC(2026, 2, 1);

const signedIn = (sessions: Sessions, subject: string, sid: string) =>
  sessions.open(
    { access: 'a', refresh: 'r', until: NOW + 60_000, subject, sid },
    { subject, roles: [] },
  );

describe('A session that a stream looks at', () => {
  it('falls idle nevertheless, and one that is used does not', () => {
    let now = NOW;
    const sessions = new Sessions(standardBounds, () => now);
    const [looked, used] = ['yujin', 'minsu'].map((of) => signedIn(sessions, of, of));
    assert.ok(looked && used);
    const stepMs = standardBounds.idleS * 600;
    for (let at = 0; at < 2; at += 1) {
      now += stepMs;
      sessions.look(looked.id);
      sessions.find(used.id);
    }
    assert.equal(sessions.look(looked.id), undefined);
    assert.equal(sessions.find(used.id), used);
  });
});

describe('A session that the issuer has ended', () => {
  it('is gone, and the others of the person are asked about before they are believed', () => {
    const sessions = new Sessions(standardBounds, () => NOW);
    const phone = signedIn(sessions, 'yujin', 'phone');
    const laptop = signedIn(sessions, 'yujin', 'laptop');
    const other = signedIn(sessions, 'minsu', 'tablet');
    assert.equal(sessions.endOf({ subject: 'yujin', sid: 'phone' }), 1);
    assert.equal(sessions.find(phone.id), undefined);
    assert.equal(sessions.find(laptop.id)?.checkedAt, 0);
    assert.equal(sessions.find(other.id)?.checkedAt, NOW);
  });

  it('without a name is every one of the person', () => {
    const sessions = new Sessions(standardBounds, () => NOW);
    const phone = signedIn(sessions, 'yujin', 'phone');
    const laptop = signedIn(sessions, 'yujin', 'laptop');
    const other = signedIn(sessions, 'minsu', 'tablet');
    assert.equal(sessions.endOf({ subject: 'yujin' }), 2);
    assert.equal(sessions.find(phone.id), undefined);
    assert.equal(sessions.find(laptop.id), undefined);
    assert.equal(sessions.find(other.id)?.checkedAt, NOW);
  });
});
