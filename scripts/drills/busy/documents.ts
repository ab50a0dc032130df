// The ways in that the reference documents name, as lodging has them.

export { documents } from '@dure/lodging/documents';
