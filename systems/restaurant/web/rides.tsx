// What a rider carries: what is cooked and waits, and what is on the way.

import type { Row } from '@dure/web/kit';
import {
  ActionButton,
  Page,
  RowActions,
  Section,
  Status,
  TaskBoard,
  TaskCard,
  shortId,
  textIn,
  useList,
  useWords,
} from '@dure/web/kit';
import { restaurantWords } from './words.ts';

const Ride = ({ row, isNew }: { readonly row: Row; readonly isNew: boolean }) => {
  const say = useWords(restaurantWords);
  return (
    <TaskCard
      isNew={isNew}
      title={say('orderOf', { number: shortId(textIn(row, 'orderId')) })}
      aside={<Status row={row} />}
      actions={
        <RowActions row={row}>
          {(whole) =>
            whole._templates?.['start-delivery'] ? (
              <ActionButton row={whole} slug="start-delivery" label={say('pick')} />
            ) : (
              <ActionButton row={whole} slug="complete-delivery" label={say('drop')} />
            )
          }
        </RowActions>
      }
    />
  );
};

export const RidesPage = () => {
  const say = useWords(restaurantWords);
  const onTheWay = useList('deliveries', { status: 'DELIVERY : SHIPPED', sort: 'lastEventAt' });
  const waiting = useList('deliveries', { status: 'DELIVERY : COOK FIN', sort: 'lastEventAt' });
  return (
    <Page title={say('rides')} lead={say('ridesLead')}>
      <Section title={say('underWay')}>
        <TaskBoard of={onTheWay} empty={say('noneUnderWay')}>
          {(row, isNew) => <Ride row={row} isNew={isNew} />}
        </TaskBoard>
      </Section>
      <Section title={say('toPick')}>
        <TaskBoard of={waiting} empty={say('noneToPick')}>
          {(row, isNew) => <Ride row={row} isNew={isNew} />}
        </TaskBoard>
      </Section>
    </Page>
  );
};
