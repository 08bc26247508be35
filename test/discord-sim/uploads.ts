import type { ChosenFile } from './option-values.ts';
import { refuse } from './refusals.ts';
import type { Services, Upload } from './routing.ts';
import { MESSAGE_LIMITS, type MessageForm } from './rules-message.ts';
import type { Attachment } from './world-types.ts';

/**
 * Reads a request's body: JSON, or a form whose `payload_json` is the JSON and whose `files[n]` are the files.
 * https://discord.com/developers/docs/reference#uploading-files
 * @throws ApiError 50109 where it is neither.
 */
export async function readBody(
  contentType: string,
  bytes: Buffer,
): Promise<{ body: unknown; uploads: Upload[] }> {
  if (bytes.length === 0) return { body: undefined, uploads: [] };
  try {
    if (!contentType.startsWith('multipart/form-data'))
      return { body: JSON.parse(bytes.toString('utf8')), uploads: [] };
    const form = await new Response(new Uint8Array(bytes), {
      headers: { 'content-type': contentType },
    }).formData();
    const payload = form.get('payload_json');
    const uploads = [...form].flatMap(([name, value]) => {
      const index = /^files\[(\d+)\]$/.exec(name)?.[1];
      return index === undefined || typeof value === 'string' ? [] : [{ index, file: value }];
    });
    return {
      body: typeof payload === 'string' ? JSON.parse(payload) : {},
      uploads: await Promise.all(
        uploads.map(async ({ index, file }) => ({
          index,
          filename: file.name,
          contentType: file.type,
          bytes: Buffer.from(await file.arrayBuffer()),
        })),
      ),
    };
  } catch {
    throw refuse('invalidJson');
  }
}

/**
 * Keeps a message's files and says what their attachments look like.
 * @throws ApiError 40005 where one is too large.
 */
export function keepUploads(
  services: Services,
  channelId: string,
  form: MessageForm,
  uploads: readonly Upload[],
): Attachment[] {
  return uploads.map((upload) => {
    if (upload.bytes.length > MESSAGE_LIMITS.fileBytes) throw refuse('entityTooLarge');
    const described = form.attachments?.find(({ id }) => String(id) === upload.index);
    const { id, url } = services.keepUpload(channelId, upload);
    return {
      id,
      filename: described?.filename ?? upload.filename,
      size: upload.bytes.length,
      url,
      proxy_url: url,
      content_type: upload.contentType || 'application/octet-stream',
      ...(described?.description ? { description: described.description } : {}),
    };
  });
}

/** Keeps a file that a person chose for an option of a command; gives the value of that option. */
export function keepChosenFile(
  { world, keepUpload }: Pick<Services, 'world' | 'keepUpload'>,
  channelId: string,
  { filename, content, contentType = 'application/octet-stream' }: ChosenFile,
): string {
  const bytes = Buffer.from(content);
  const { id, url } = keepUpload(channelId, { index: '0', filename, contentType, bytes });
  world.attachments.set(id, {
    id,
    filename,
    size: bytes.length,
    url,
    proxy_url: url,
    content_type: contentType,
  });
  return id;
}
