// Where a receipt may stand, as far as pages ask for it.

/** The car is back, or was never taken: nothing more comes. */
export const closedStats = ['DELIVERYCOMPLETED', 'CANCELLED', 'REJECTED'];

export const cancellingStats = ['CANCELREQUESTED', 'CANCELFEEREQUESTED', 'REFUNDREQUESTED'];

export const openStats = [
  'REPAIRREQUEST',
  'REPAIRRECEIVED',
  'REPAIRCOMPLETED',
  'PAYREQUEST',
  'PAYAPPROVED',
  'DELIVERYREQUESTED',
  'DELIVERYSTARTED',
  ...cancellingStats,
];
