import { equal, rejects } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openShop } from './open-shop.testing.ts';
import { ShopByHand } from './shop.testing.ts';

const opened = (settings: object) => openShop({ system: ShopByHand, settings: { ...settings } });

describe('A setting that is given to a kernel', () => {
  it('is within its bounds, or the kernel does not start', async () => {
    await rejects(opened({ PATIENCE: -1 }), /PATIENCE must be a number from 0/);
    await rejects(opened({ PATIENCE: Number.NaN }), /PATIENCE/);
    await rejects(opened({ PATIENCE: '5' }), /PATIENCE/);
    await rejects(opened({ AUTO_RETURN: 'on' }), /AUTO_RETURN must be true or false/);
  });

  it('may be of another context, or of none', async () => {
    const shop = await opened({ PATIENCE: 0.5, UNHEARD_OF: -1 });
    equal(await shop.quiet(), true);
  });
});
