/** A thread that makes one file. `workerData` is a WriteRequest; it posts the file's name in the request's folder. */
import { parentPort, workerData } from 'node:worker_threads';
import { writeWithGdal } from './write-with-gdal.ts';
import { writeWorkbook } from './write-workbook.ts';
import type { WriteRequest } from './write.ts';

const request = workerData as WriteRequest;
parentPort?.postMessage(await (request.format === 'xlsx' ? writeWorkbook(request) : writeWithGdal(request)));
