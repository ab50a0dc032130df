// What everyone in the stories of parcel pickup does.

import type { Language, Person } from '@dure/web/testing/people';
import type { Role, Stage } from '@dure/web/testing/stage';
import { words } from './words.testing.ts';

/** Those of the demo, by whom a customer reads. */
const couriers: { readonly [name: string]: string } = {
  이준영: 'P1',
  박현수: 'P2',
  최가은: 'P3',
  정우진: 'P4',
  한지원: 'P5',
  서동훈: 'P6',
};

export const fill = async ({ page }: Person, language: Language, place = '이수'): Promise<void> => {
  await page.getByLabel(words[language].place).fill(place);
};

export const asked = async ({ page }: Person, language: Language): Promise<void> => {
  await page.getByRole('button', { name: words[language].askPlain }).click();
  await page.waitForURL(/\/my\/pickupcall-\d+$/);
};

export const press = ({ page }: Person, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

export const stands = ({ page }: Person, text: string): Promise<void> =>
  page.locator('.page-head .badge', { hasText: text }).waitFor();

export const step = ({ page }: Person, is: string, text: string): Promise<void> =>
  page.locator(`.steps [data-is=${is}]`, { hasText: text }).waitFor();

/** The courier whom a customer reads on their page. */
export const whoComes = async ({ page }: Person): Promise<string> => {
  const text = (await page.locator('.facts', { hasText: '010-' }).textContent()) ?? '';
  const name = Object.keys(couriers).find((one) => text.includes(one)) ?? '';
  return couriers[name] ?? '';
};

export const cancel = async (customer: Person, language: Language): Promise<void> => {
  const { cancel: name } = words[language];
  await press(customer, name);
  await customer.page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
};

export const sceneOf = ({ open, act }: Stage) => {
  const inControlRoom = (language: Language): Promise<Person> =>
    open('PickupManager:manager-1', { language, size: 'desk' });

  const courier = (workerid: string, role: Role): Promise<Person> =>
    open(`Courier:courier-${workerid}`, role);

  const duty = async (workerid: string, location?: string): Promise<void> => {
    const slug = location === undefined ? 'go-off-duty' : 'go-on-duty';
    const path = `courierPools/${encodeURIComponent('서울')}/${slug}`;
    const body = { workerid, ...(location === undefined ? {} : { location }) };
    await act(`Courier:courier-${workerid}`, path, body);
  };

  /** Only these couriers are on duty, where they stand. */
  const onlyOnDuty = async (wanted: { readonly [workerid: string]: string }): Promise<void> => {
    for (const workerid of Object.values(couriers)) {
      await duty(workerid);
      if (wanted[workerid] !== undefined) await duty(workerid, wanted[workerid]);
    }
  };
  return { inControlRoom, courier, duty, onlyOnDuty };
};

export type Scene = ReturnType<typeof sceneOf>;
