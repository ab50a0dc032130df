// The form of a command that begins something, and then the page of what has begun. What the
// address says of a field stands in it: `begin/register-courier?poolId=서울`.

import type { DescribedCommand } from '../kit/described.ts';
import { kitWords } from '../kit/look/kit-words.ts';
import { go, useRoute } from '../kit/look/route.ts';
import { useLabel, useWords } from '../kit/look/words.ts';
import { Card, Page } from '../kit/parts/page.tsx';
import { Empty } from '../kit/parts/states.tsx';
import { Form } from '../kit/parts/form.tsx';
import type { Answered } from '../kit/requests/request.ts';
import { useVisit } from '../kit/requests/who.tsx';
import type { Visit } from '../kit/requests/who.tsx';
import { useWish } from '../kit/requests/wish.ts';
import type { PageOf } from '../kit/registry.ts';
import { commandNamed, pathOfView, viewsOf } from './wall.ts';
import { templateOf } from './template.ts';
import { useLanguage } from '../kit/look/preferences.ts';

/** The page of what was made: the view that the person reads, and that has it as its key. */
const pageOfMade = (visit: Visit, command: DescribedCommand, answer: Answered): string => {
  const home = `/${visit.business.name}`;
  const key = answer.location?.split('/').at(-1);
  const of = visit.business.aggregates.find(({ name }) => name === command.aggregate);
  const view = viewsOf(visit).find(({ key: [first, second] }) => {
    return second === undefined && first === of?.identifiedBy;
  });
  return view && key ? `${home}/${pathOfView(view)}/${key}` : home;
};

/**
 * A courier is registered in a pool: the number of the courier is written, since there is none yet
 * to choose, and the pool is said, since nothing else says it.
 */
const placeOf = ({ business }: Visit, { aggregate, life }: DescribedCommand) => {
  const of = business.aggregates.find(({ name }) => name === aggregate);
  const named = of?.lives.find(({ name }) => name === life)?.per;
  if (of === undefined || named === undefined) return {};
  const fields = business.views.flatMap((view) => view.fields);
  const within = fields.find(({ name }) => name === of.identifiedBy);
  return { named, within };
};

export const BeginPage = ({ params }: PageOf) => {
  const visit = useVisit();
  const label = useLabel();
  const language = useLanguage();
  const say = useWords(kitWords);
  const wish = useWish();
  const { search } = useRoute();
  const command = commandNamed(visit.business, params['command'] ?? '');
  if (!command?.openingPath) return <Empty title={say('noMatch')} icon="search" />;
  const target = visit.home + command.openingPath;
  const template = templateOf(command, { language, target, ...placeOf(visit, command) });
  return (
    <Page title={label(command.label)} backTo={`/${visit.business.name}`}>
      <Card>
        <Form
          template={template}
          wish={wish}
          given={Object.fromEntries(search)}
          // Back does not lead to a form that was sent.
          onDone={(answer) => go(pageOfMade(visit, command, answer), { replace: true })}
        />
      </Card>
    </Page>
  );
};
