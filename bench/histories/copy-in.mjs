/** Chunks go out without waiting until this much stands in the socket's buffer. */
const HIGH = 4 << 20;

/**
 * COPY … FROM STDIN as a query of `pg`, which has none of its own: `await client.query(new CopyIn(sql, chunks)).done`.
 * @param chunks iterable of buffers; an error of it ends the COPY and is thrown
 */
export class CopyIn {
  #text;
  #chunks;
  #settle;
  #failed;

  constructor(text, chunks) {
    this.#text = text;
    this.#chunks = chunks;
    this.done = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
  }

  submit(connection) {
    connection.query(this.#text);
  }

  async handleCopyInResponse(connection) {
    const { stream } = connection;
    try {
      for await (const chunk of this.#chunks) {
        connection.sendCopyFromChunk(chunk);
        if (stream.writableLength > HIGH) await new Promise((resolve) => stream.once('drain', resolve));
      }
      connection.endCopyFrom();
    } catch (error) {
      this.#failed = error;
      connection.sendCopyFail('the rows could not be made');
    }
  }

  handleCommandComplete() {}
  handleRowDescription() {}
  handleDataRow() {}
  handlePortalSuspended() {}

  handleError(error) {
    this.#settle.reject(this.#failed ?? error);
  }

  handleReadyForQuery() {
    this.#settle.resolve();
  }
}
