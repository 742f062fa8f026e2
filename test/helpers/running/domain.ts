/**
 * In place of the package by which tap knows the test that nobody caught an error of: it follows every promise that is
 * made, which was a fifth of what the tests compute. batch.ts tells such errors to the test that is running.
 */
export class Domain {
  destroy(): void {
    // Nothing was followed.
  }
}
