// Who runs each context: its replicas, since when, and whether it can serve.

import { useWords } from '../kit/look/words.ts';
import { Page } from '../kit/parts/page.tsx';
import { Read } from '../kit/parts/states.tsx';
import { Badge } from '../kit/parts/status.tsx';
import { Instant } from '../kit/parts/values.tsx';
import { useContextLabel } from './label.ts';
import { useOps } from './ops.ts';
import { wallWords } from './words.ts';
import './wall.css';

type Replica = {
  readonly startedAt?: string;
  readonly health?: { readonly is: string };
  readonly metrics?: { readonly counters: { readonly [name: string]: number } };
};

type RunningContext = {
  readonly context: string;
  readonly readiness: string;
  readonly partitions?: number;
  readonly replicas?: readonly Replica[];
};

const ReplicaLine = ({ replica }: { readonly replica: Replica }) => {
  const say = useWords(wallWords);
  const { startedAt, metrics } = replica;
  const { commands = 0, turns = 0, records = 0 } = metrics?.counters ?? {};
  return (
    <li>
      <p>{say('handled', { commands, turns, records })}</p>
      {startedAt === undefined ? null : (
        <p className="faint">
          <Instant at={startedAt} />
        </p>
      )}
    </li>
  );
};

type Look = { readonly tone: 'good' | 'bad' | 'rest'; readonly word: 'up' | 'away' | 'retired' };

/** By what a context says of itself. */
const looks: { readonly [readiness: string]: Look; readonly down: Look } = {
  up: { tone: 'good', word: 'up' },
  down: { tone: 'bad', word: 'away' },
  retired: { tone: 'rest', word: 'retired' },
};

const ServiceCard = ({ service }: { readonly service: RunningContext }) => {
  const say = useWords(wallWords);
  const contextOf = useContextLabel();
  const { context, readiness, partitions = 0, replicas = [] } = service;
  const { tone, word } = looks[readiness] ?? looks.down;
  return (
    <section className="card service">
      <div className="row-title">
        <h2>{contextOf(context)}</h2>
        <Badge tone={tone}>{say(word)}</Badge>
      </div>
      <p className="faint">
        {say('partitions', { count: partitions })} · {say('replicas', { count: replicas.length })}
      </p>
      <ul className="replicas">
        {replicas.map((replica, at) => (
          <ReplicaLine key={`${context} ${at}`} replica={replica} />
        ))}
      </ul>
    </section>
  );
};

export const ServicesPage = () => {
  const say = useWords(wallWords);
  const read = useOps<{ readonly services: readonly RunningContext[] }>('services');
  return (
    <Page title={say('services')} lead={say('servicesLead')}>
      <Read of={read} lines={5}>
        {({ services }) => (
          <div className="tasks">
            {services.map((service) => (
              <ServiceCard key={service.context} service={service} />
            ))}
          </div>
        )}
      </Read>
    </Page>
  );
};
