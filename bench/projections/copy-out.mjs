import pg from 'pg';

/** COPY … TO STDOUT as a query of `pg`; counts rows and bytes, and keeps nothing. */
class Drain {
  rows = 0;
  bytes = 0;
  #settle;
  constructor(text) {
    this.text = text;
    this.done = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
  }
  submit(connection) {
    connection.query(this.text);
  }
  handleCopyData({ chunk }) {
    this.rows++;
    this.bytes += chunk.length;
  }
  handleCommandComplete() {}
  handleError(error) {
    this.#settle.reject(error);
  }
  handleReadyForQuery() {
    this.#settle.resolve();
  }
}

/** The log read as fast as Node can take it: what a rebuild, which must also fold and write, is measured against. */
export async function copyOut(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const drain = new Drain('copy event to stdout');
    const began = performance.now();
    await client.query(drain).done;
    const seconds = (performance.now() - began) / 1000;
    return { events: drain.rows, bytes: drain.bytes, seconds, rate: drain.rows / seconds };
  } finally {
    await client.end();
  }
}
