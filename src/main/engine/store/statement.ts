import type Database from 'better-sqlite3';

/** A prepared statement; `Row` is what its columns give. */
export interface Statement<Row = unknown> {
  run(...parameters: unknown[]): Database.RunResult;
  get(...parameters: unknown[]): Row | undefined;
  all(...parameters: unknown[]): Row[];
  iterate(...parameters: unknown[]): IterableIterator<Row>;
  /** Gives the first column alone, from now on. */
  pluck(): this;
  /** Gives arrays of cells, from now on. */
  raw(): this;
}

/** A statement that is prepared when it is used first: a store has many, and most starts use few of them. */
export class LateStatement<Row> implements Statement<Row> {
  readonly #database: Database.Database;
  readonly #text: string;
  #form: 'rows' | 'first' | 'cells' = 'rows';
  #statement: Database.Statement<unknown[], Row> | null = null;

  constructor(database: Database.Database, text: string) {
    this.#database = database;
    this.#text = text;
  }

  run(...parameters: unknown[]): Database.RunResult {
    return (this.#statement ?? this.#prepare()).run(...parameters);
  }

  get(...parameters: unknown[]): Row | undefined {
    return (this.#statement ?? this.#prepare()).get(...parameters);
  }

  all(...parameters: unknown[]): Row[] {
    return (this.#statement ?? this.#prepare()).all(...parameters);
  }

  iterate(...parameters: unknown[]): IterableIterator<Row> {
    return (this.#statement ?? this.#prepare()).iterate(...parameters);
  }

  pluck(): this {
    this.#form = 'first';
    this.#statement?.pluck();
    return this;
  }

  raw(): this {
    this.#form = 'cells';
    this.#statement?.raw();
    return this;
  }

  #prepare(): Database.Statement<unknown[], Row> {
    const statement = this.#database.prepare<unknown[], Row>(this.#text);
    if (this.#form === 'first') statement.pluck();
    if (this.#form === 'cells') statement.raw();
    this.#statement = statement;
    return statement;
  }
}
