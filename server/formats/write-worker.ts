/** A thread that makes one file. `workerData` is a WriteRequest; it posts the file's name in the request's folder. */
import { parentPort, workerData } from 'node:worker_threads';
import type { WriteRequest } from './write.ts';

const request = workerData as WriteRequest;
// Each is heavy: the one that is wanted is loaded alone.
const write =
  request.format === 'xlsx'
    ? (await import('./write-workbook.ts')).writeWorkbook
    : (await import('./write-with-gdal.ts')).writeWithGdal;
parentPort?.postMessage(await write(request));
