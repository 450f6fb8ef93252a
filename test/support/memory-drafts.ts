import type { DraftRow, DraftStore, SavedListStore } from '../../src/application/ports/drafts.js';

/** Drafts where no database is: `rows` is what lies at rest. */
export class MemoryDrafts implements DraftStore, SavedListStore {
  rows: DraftRow[] = [];
  async keep(row: DraftRow) {
    await this.drop(row.user, row.place);
    this.rows.push(row);
  }
  async find(user: string, place: string) {
    return this.rows.find((row) => row.user === user && row.place === place);
  }
  async ofUser(user: string) {
    return this.rows.filter((row) => row.user === user).sort((a, b) => (a.at < b.at ? 1 : -1));
  }
  async all() {
    return this.rows;
  }
  async drop(user: string, place: string) {
    this.rows = this.rows.filter((row) => row.user !== user || row.place !== place);
  }
  async clean(before?: string) {
    this.rows = before === undefined ? [] : this.rows.filter((row) => row.at >= before);
  }
}
