// Marketing: contexts that join a business that runs, and leave it again, without a change in it.

export { Demand } from './demand/board.ts';
export { Recommend } from './recommend/board.ts';
