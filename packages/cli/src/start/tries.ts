// Lines to try in a terminal, of what has just been started.

import { addDays } from '@dure/domain';
import type { System } from '@dure/domain';
import { dayOf } from '@dure/domain/korea';
import type { Business } from '../project.ts';

/** What the lines to try depend on. */
export type Setting = {
  readonly url: string;
  /** What follows `npx dure log lodging`; nothing, where nothing is on the disk. */
  readonly logOptions: string | undefined;
  /** Whether the demo was played: what it has is named in some lines. */
  readonly hasDemo: boolean;
};

type Day = (ahead: number) => string;
type Try = { readonly look: string; readonly act: (day: Day) => string };

/** Lines that work on the demo as it stands after the first start. */
const tries: { readonly [name: string]: Try } = {
  lodging: {
    look: 'places',
    act: (day) =>
      `accommodations -d placeId=3 -d usrId=2 -d qty=1 -d strDt=${day(30)} -d endDt=${day(32)}`,
  },
  'parcel-pickup': {
    look: 'pickupcalls',
    act: () => 'pickupcalls -d tel=01050958718 -d location=이수 -d cost=10000',
  },
  'personal-training': {
    look: 'trainers',
    act: () =>
      'ptorders -d ptClassId=1 -d ptClassName=체형교정 -d customerId=1 -d customerName=홍길동',
  },
  'repair-shop': { look: 'receipts', act: () => 'receipts -d vehiNo=0101' },
  restaurant: {
    look: 'menuStocks',
    act: () => 'orders -d restaurantId=1 -d restaurantMenuId=11 -d customerId=1 -d qty=2',
  },
  taxi: {
    look: 'taxicalls',
    act: () => 'taxicalls -d tel=01012345678 -d location=마포 -d cost=25000',
  },
};

/** The path of the first view of a business; nothing, where it has none. */
const firstView = ({ contexts }: System): string | undefined =>
  contexts.flatMap(({ views }) => Object.values(views))[0]?.path;

const today: Day = (ahead) => addDays(dayOf(Date.now()), ahead);

/** Lines to copy: look at something, do something in the demo, and read what came of it. */
export const linesFor = (
  { called, name }: Business,
  system: System,
  { url, logOptions, hasDemo }: Setting,
): readonly string[] => {
  const of = tries[name];
  const look = of?.look ?? firstView(system);
  return [
    ...(look === undefined ? [] : [`curl ${url}/${name}/${look}`]),
    ...(of && hasDemo ? [`curl ${url}/${name}/${of.act(today)}`] : []),
    ...(logOptions === undefined ? [] : [`npx dure log ${called} --cases 1${logOptions}`]),
  ];
};
