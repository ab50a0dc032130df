// What stands beside the wall: the note that was pressed, and what has just happened.

import type { BoardNote } from '../kit/described.ts';
import { useLanguage } from '../kit/look/preferences.ts';
import { timeIn, phonesHidden } from '../kit/look/formats.ts';
import { useWords } from '../kit/look/words.ts';
import { Card } from '../kit/parts/page.tsx';
import { useVisit } from '../kit/requests/who.tsx';
import type { Said } from './board.tsx';
import { useRecordLabel } from './label.ts';
import type { LiveWall } from './live.ts';
import { wallWords } from './words.ts';

type NoteOf = { readonly note: BoardNote; readonly said: Said; readonly live: LiveWall };

export const NoteFacts = ({ note, said, live }: NoteOf) => {
  const say = useWords(wallWords);
  const language = useLanguage();
  const perMinute = note.notes.reduce((sum, id) => sum + (live.touched.get(id)?.perMinute ?? 0), 0);
  return (
    <Card>
      <h2>{note.label[language === 'ko' ? 0 : 1]}</h2>
      <p className="faint">{note.notes.join(', ')}</p>
      <ul className="wall-facts">
        <li>{say('seenHere', { count: said.count })}</li>
        <li>{say('perMinute', { count: perMinute })}</li>
        {said.parked > 0 ? (
          <li className="bad">{say('parkedHere', { count: said.parked })}</li>
        ) : null}
      </ul>
    </Card>
  );
};

type LatelyOf = { readonly live: LiveWall; readonly onFollow: (caseId: string) => void };

export const Lately = ({ live, onFollow }: LatelyOf) => {
  const say = useWords(wallWords);
  const language = useLanguage();
  const labelOf = useRecordLabel();
  const { timeZone } = useVisit().business;
  return (
    <section className="wall-lately">
      <h2>{say('lately')}</h2>
      {live.lately.length === 0 ? <p className="faint">{say('noneYet')}</p> : null}
      <ol>
        {live.lately.map((record) => (
          <li key={record.id} data-kind={record.kind}>
            <button type="button" onClick={() => onFollow(record.caseId)} title={say('follow')}>
              <b>{labelOf(record)}</b>
              <span className="faint">
                {phonesHidden(record.caseId)} · {timeIn(language, record.at, timeZone)}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
};
