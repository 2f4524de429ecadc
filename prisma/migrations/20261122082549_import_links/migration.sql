-- CreateEnum
CREATE TYPE "ImportKind" AS ENUM ('frab_xml', 'frab_json', 'icalendar', 'links', 'notes');

-- AlterTable
ALTER TABLE "Entry" ADD COLUMN     "importId" UUID;

-- AlterTable: every kind of a source is a kind of an import
ALTER TABLE "Import" ADD COLUMN     "readingListId" UUID,
ALTER COLUMN "kind" TYPE "ImportKind" USING "kind"::text::"ImportKind";

-- AlterTable
ALTER TABLE "Link" ADD COLUMN     "importId" UUID;

-- AlterTable
ALTER TABLE "Progress" ADD COLUMN     "importId" UUID;

-- AlterTable
ALTER TABLE "ReadingList" ADD COLUMN     "importId" UUID;

-- AlterTable
ALTER TABLE "Section" ADD COLUMN     "importId" UUID;
