// A repair desk before and after its wall was changed, and those who follow it. The first wall has
// written a log; the second one must read it.

import {
  aggregate,
  becomes,
  boundedContext,
  contract,
  final,
  initial,
  open,
  removed,
  stamped,
  states,
  system,
  take,
  upcast,
  whenever,
} from '@dure/domain';
import type { BoundedContext, System } from '@dure/domain';
import { id, count, optional, text } from '@dure/domain/shapes';

const jobId = id('job');
const status = stamped;

export const DeskBefore = contract('desk', {
  commands: {
    Take: { jobId, fee: count() },
    Print: { jobId },
    Assign: { jobId, who: text },
    Finish: { jobId },
  },
  events: {
    JobTaken: { jobId, fee: count(), status },
    JobPrinted: { jobId },
    JobGiven: { jobId, who: text },
    JobFinished: { jobId, fee: count(), status },
  },
});

const before = states({
  absent: initial(),
  taken: open('TAKEN', { fee: count() }),
  finished: final('FINISHED'),
});

const JobBefore = aggregate('Job', {
  identifiedBy: 'jobId',
  ...DeskBefore.pads,
  states: before,
  decide: {
    Take: { absent: DeskBefore.event.JobTaken },
    Print: { taken: DeskBefore.event.JobPrinted },
    Assign: { taken: DeskBefore.event.JobGiven },
    Finish: { taken: (finish, { fee }) => DeskBefore.event.JobFinished({ ...finish, fee }) },
  },
  evolve: {
    JobTaken: { absent: before.taken },
    JobPrinted: { taken: (_printed, job) => job },
    JobGiven: { taken: (_given, job) => job },
    JobFinished: { taken: () => before.finished() },
  },
});

export const deskBefore = boundedContext('desk', { aggregates: { Job: JobBefore } });

/** The jobs that the upcast of `JobTaken` cannot lift, for now. */
export const unlifted = new Set<string>();

const lucky = <T extends { readonly jobId: string }>(taken: T): T => {
  if (unlifted.has(taken.jobId)) throw new Error('This job is bad luck.');
  return taken;
};

/** A field was renamed and one added, an event renamed, one split, and one removed. */
export const Desk = contract('desk', {
  commands: {
    Take: { jobId, price: count(), channel: text },
    Assign: { jobId, who: text },
    Finish: { jobId },
  },
  events: {
    JobTaken: { jobId, price: count(), channel: text, status },
    JobAssigned: { jobId, who: text },
    JobFinished: { jobId, status },
    JobPaid: { jobId, price: count() },
  },
  upcasts: {
    Take: [
      upcast({ jobId, fee: count() }, ({ fee, ...of }) => ({ ...of, price: fee, channel: 'desk' })),
    ],
    JobTaken: [
      upcast({ jobId, fee: count(), status }, ({ fee, ...taken }) => ({ ...taken, price: fee })),
      upcast({ jobId, price: count(), status }, (of) => ({ ...lucky(of), channel: 'desk' })),
    ],
    JobGiven: [upcast({ jobId, who: text }, (given) => becomes('JobAssigned', given))],
    JobFinished: [
      upcast({ jobId, fee: count(), status }, ({ fee, ...finished }) => [
        becomes('JobFinished', finished, 2),
        becomes('JobPaid', { jobId: finished.jobId, price: fee }),
      ]),
    ],
    JobPrinted: removed('Nothing is printed any more.'),
  },
});

const after = states({
  absent: initial(),
  taken: open('TAKEN', { price: count(), channel: text }),
  finished: open('FINISHED', { price: count() }),
  paid: final('PAID'),
});

export const Job = aggregate('Job', {
  identifiedBy: 'jobId',
  ...Desk.pads,
  states: after,
  decide: {
    Take: { absent: Desk.event.JobTaken },
    Assign: { taken: Desk.event.JobAssigned },
    Finish: {
      taken: (finish, { price }) => [
        Desk.event.JobFinished(finish),
        Desk.event.JobPaid({ ...finish, price }),
      ],
    },
  },
  evolve: {
    JobTaken: { absent: after.taken },
    JobAssigned: { taken: (_assigned, job) => job },
    JobFinished: { taken: after.finished },
    JobPaid: { finished: () => after.paid() },
  },
});

export const desk = boundedContext('desk', { aggregates: { Job } });

const Books = contract('books', {
  commands: { Book: { jobId, price: count() } },
  events: { Booked: { jobId, price: count() } },
  views: {
    Jobs: { jobId, channel: text, price: count(), who: optional(text), paid: optional(count()) },
  },
});

const booking = states({ absent: initial(), booked: final('BOOKED', { price: count() }) });

const Booking = aggregate('Booking', {
  identifiedBy: 'jobId',
  ...Books.pads,
  states: booking,
  decide: { Book: { absent: Books.event.Booked } },
  evolve: { Booked: { absent: booking.booked } },
});

/** Follows the desk by its present names. */
export const books = boundedContext('books', {
  aggregates: { Booking },
  policies: { bookPaid: whenever(Desk.event.JobPaid, Books.command.Book) },
  views: {
    Jobs: Books.view.Jobs.follows([Desk.event], {
      key: ['jobId'],
      creates: { JobTaken: take },
      updates: { JobAssigned: take, JobPaid: (paid, row) => ({ ...row, paid: paid.price }) },
    }),
  },
});

/** A business of these contexts. */
export const repairs = (...contexts: readonly BoundedContext[]): System =>
  system('repairs', { label: ['수리', 'Repairs'], businessKey: 'jobId', contexts });
