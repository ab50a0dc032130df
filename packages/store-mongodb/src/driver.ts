// What this store needs of the driver of MongoDB, which it does not bring along: a store that no
// server has proved makes nobody install one.

import { StoreCannotOpen } from './errors.ts';

export type Document = { readonly [field: string]: unknown };

export type Session = {
  startTransaction(options: Document): void;
  commitTransaction(): Promise<unknown>;
  abortTransaction(): Promise<void>;
  inTransaction(): boolean;
  endSession(): Promise<void>;
};

type In = { readonly session?: Session };

type Found = In & { readonly sort?: Document; readonly limit?: number };

type Cursor = {
  toArray(): Promise<readonly Document[]>;
};

export type Collection = {
  findOne(filter: Document, options?: In): Promise<Document | null>;
  find(filter: Document, options?: Found): Cursor;
  countDocuments(filter: Document): Promise<number>;
  insertMany(documents: readonly Document[], options?: In): Promise<unknown>;
  deleteMany(filter: Document, options?: In): Promise<unknown>;
  replaceOne(filter: Document, by: Document, options?: In & Document): Promise<unknown>;
  updateOne(filter: Document, update: Document, options?: In & Document): Promise<unknown>;
  findOneAndUpdate(filter: Document, update: Document, options?: In & Document): Promise<unknown>;
  createIndex(keys: Document): Promise<unknown>;
};

export type Database = {
  collection(name: string): Collection;
  command(command: Document): Promise<Document>;
};

export type Client = {
  connect(): Promise<unknown>;
  db(name: string): Database;
  startSession(): Session;
  close(): Promise<void>;
};

type Driver = { readonly MongoClient: new (url: string, options: Document) => Client };

const DRIVER: string = 'mongodb';

/** @throws {StoreCannotOpen} the driver is not installed here. */
export const loadDriver = async (): Promise<Driver> => {
  try {
    return (await import(DRIVER)) as Driver; // The package of this name has it.
  } catch (cause) {
    const en = 'The driver of MongoDB is not installed: npm install mongodb@7.8.0';
    const ko = 'MongoDB 드라이버가 없습니다: npm install mongodb@7.8.0';
    throw new StoreCannotOpen({ ko, en }, { cause });
  }
};
