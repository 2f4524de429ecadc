-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "LinkFetchError" ADD VALUE 'nohost';
ALTER TYPE "LinkFetchError" ADD VALUE 'document';
ALTER TYPE "LinkFetchError" ADD VALUE 'media';
ALTER TYPE "LinkFetchError" ADD VALUE 'notext';
ALTER TYPE "LinkFetchError" ADD VALUE 'toohard';

-- AlterTable
ALTER TABLE "Link" ADD COLUMN     "archiveUrl" TEXT,
ADD COLUMN     "checkAt" TIMESTAMPTZ(3),
ADD COLUMN     "checkedAt" TIMESTAMPTZ(3),
ADD COLUMN     "deadAt" TIMESTAMPTZ(3),
ADD COLUMN     "goneCount" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "goneSince" TIMESTAMPTZ(3),
ADD COLUMN     "movedTo" TEXT,
ADD COLUMN     "pictureHash" TEXT;

-- CreateTable
CREATE TABLE "Article" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "linkId" UUID NOT NULL,
    "state" "LinkFetch" NOT NULL DEFAULT 'waiting',
    "error" "LinkFetchError",
    "title" TEXT NOT NULL DEFAULT '',
    "byline" TEXT NOT NULL DEFAULT '',
    "language" TEXT NOT NULL DEFAULT '',
    "plain" TEXT NOT NULL DEFAULT '',
    "hash" TEXT NOT NULL DEFAULT '',
    "html" TEXT NOT NULL DEFAULT '',
    "rendererVersion" INTEGER NOT NULL DEFAULT 0,
    "words" INTEGER NOT NULL DEFAULT 0,
    "keptAt" TIMESTAMPTZ(3),
    "keptById" UUID NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Article_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Article_teamId_linkId_key" ON "Article"("teamId", "linkId");

-- CreateIndex
CREATE INDEX "Link_teamId_pictureHash_idx" ON "Link"("teamId", "pictureHash");

-- CreateIndex
CREATE INDEX "Link_checkAt_idx" ON "Link"("checkAt");

-- AddForeignKey
ALTER TABLE "Link" ADD CONSTRAINT "Link_teamId_pictureHash_fkey" FOREIGN KEY ("teamId", "pictureHash") REFERENCES "File"("teamId", "hash") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Article" ADD CONSTRAINT "Article_teamId_linkId_fkey" FOREIGN KEY ("teamId", "linkId") REFERENCES "Link"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Article" ADD CONSTRAINT "Article_teamId_keptById_fkey" FOREIGN KEY ("teamId", "keptById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- A text and when it was kept come together
ALTER TABLE "Article" ADD CONSTRAINT "Article_text"
  CHECK (("keptAt" IS NULL) = ("plain" = ''));
