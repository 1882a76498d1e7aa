import type { FailureCode } from '@dandelion-loop/contract';

/** What each code means, and what to do: for the page that a problem's `type` points to. */
export const problemMeanings: Record<FailureCode, string> = {
  'wrong-use':
    'The request is well formed and asks for something that cannot be, such as a metric with two names. `detail` says what to change.',
  'unknown-column':
    'The file has no column of this name. Names are taken exactly, with capitals and blanks; `detail` names one that is near.',
  'unknown-value': 'The column is there and never has this value. Count its values, then name one of them.',
  'bad-condition':
    'The expression that chooses rows cannot be read, or compares what cannot be compared. `detail` says where.',
  'file-not-found':
    'The file is not there, or was deleted: uploads are kept for some weeks unless the settings say otherwise. Store it again.',
  'file-unreadable': 'The file may not be read. Look at who may read it, or choose another one.',
  'file-too-large':
    'The body is larger than the server takes: an upload beyond the limit of the settings, or JSON beyond a megabyte.',
  'file-truncated': 'The file ends in the midst of a row, or less came than was announced. Send it again.',
  'format-unknown':
    'The file is no table that Dandelion reads. CSV, TSV, JSON lines and Parquet are, also gzipped or zstd.',
  'format-broken': 'The file is of a known kind and damaged. `detail` says where. Export it again.',
  'no-rows': 'After the condition and without empty rows nothing is left to compare.',
  'one-variation': 'A test needs at least two variations. Perhaps another column says who saw what.',
  'too-many-variations': 'The column has far more values than a test has variations. Perhaps it names units, or days.',
  'bad-value':
    'A cell cannot be used as what the column was chosen for, such as text in a number. `detail` says which.',
  'no-space':
    'The disk of the server, or of one of its databases, is full. Nothing was changed. Free some space, then try again.',
  'temporary-folder': 'The folder for temporary files cannot be written to. This is for who runs the server.',
  'unsupported-platform': 'This part of Dandelion is not there for the operating system or processor of the machine.',
  'engine-missing':
    'The package of a database is not installed. This is for who runs the server: start it again, it installs what is missing.',
  'engine-failed':
    'One of the two databases does not answer, takes too long, or has too little memory. It is started again by itself: wait as long as `Retry-After` says, then send the same again.',
  'set-up-failed': 'Packages or the build could not be made when the command started. What it printed says why.',
  'data-folder':
    'The folder with the data cannot be used: it may not be written, or is on a disk that two machines share.',
  'already-running': 'Another Dandelion runs on the same data folder, and a folder is used by one at a time.',
  'port-in-use': 'Another program listens on the port. Set PORT to another one.',
  interrupted: 'The work was stopped, by somebody or because the server was. Nothing of it was stored.',
  'bad-request':
    'The request does not fit what the endpoint takes. `fields` lists the places in it (`body.name`) with what is wrong there.',
  'not-signed-in':
    'No session and no valid key came with the request. Programs send `Authorization: Bearer` with a key; look whether it has ended or was revoked, or whoever made it has left.',
  'sign-in-refused':
    'The address, the password or the code is wrong. Which of them is not told, so that nobody can find out who works here.',
  'second-factor': 'So far it was right, and the member signs in with a second step: send the same again with `code`.',
  'not-allowed':
    'The role of the member, or the scopes of the key, do not allow this; or a change by a session came without the header `X-Dandelion-Client`. `detail` says which.',
  'method-not-allowed':
    'The address exists and is asked in another way. The header `Allow` names the methods that it takes.',
  'not-found': 'There is nothing at this address, or what had this id was deleted.',
  'link-used':
    'A one-time link works once and for some time. Ask for a new one; on the machine, `./dandelion owner-link` makes one for the owner.',
  'share-ended': 'What was shared by this link is not shown any more, or never was. Ask whoever sent it for a new one.',
  conflict:
    'Somebody else changed the same thing since the `version` that was sent, it is just being worked on, or something stands against it: the last owner, an address that another member has. `detail` says which. Read it again, look at what is different, and send the change with the new `version`.',
  'wrong-host': 'The server was asked under a name that is not its own. Set PUBLIC_URL to the address that people use.',
  'too-slow': 'The body of a request came too slowly. Uploads may take long; JSON may not.',
  'too-many-requests':
    'Too many wrong attempts to sign in or to open a link. Wait as long as `Retry-After` says: each further one makes it longer.',
  overloaded:
    'More events come than can be written at the moment. None of this request was kept. Send it again after `Retry-After`.',
  internal:
    'A mistake in Dandelion. What was asked was not saved. Please report it, with the lines of the server’s log under `requestId`.',
};
