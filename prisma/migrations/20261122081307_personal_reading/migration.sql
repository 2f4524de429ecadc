-- CreateEnum
CREATE TYPE "ProgressState" AS ENUM ('todo', 'doing', 'done');

-- CreateTable
CREATE TABLE "Progress" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "linkId" UUID,
    "sessionId" UUID,
    "state" "ProgressState" NOT NULL DEFAULT 'todo',
    "snoozedUntil" TIMESTAMPTZ(3),
    "position" TEXT NOT NULL DEFAULT '',
    "favouriteAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Progress_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "EntryNote" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "entryId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "bodySource" TEXT NOT NULL,
    "bodyPlain" TEXT NOT NULL,
    "bodyHtml" TEXT NOT NULL,
    "rendererVersion" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "EntryNote_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "Follow" (
    "teamId" UUID NOT NULL,
    "readingListId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "toldFrom" TIMESTAMPTZ(3) NOT NULL,
    "toldThrough" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Follow_pkey" PRIMARY KEY ("teamId","readingListId","userId")
);

-- CreateTable
CREATE TABLE "SmartList" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "filter" JSONB NOT NULL,
    "forTeam" BOOLEAN NOT NULL,
    "createdById" UUID NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SmartList_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Progress_teamId_userId_linkId_key" ON "Progress"("teamId", "userId", "linkId");

-- CreateIndex
CREATE UNIQUE INDEX "Progress_teamId_userId_sessionId_key" ON "Progress"("teamId", "userId", "sessionId");

-- CreateIndex
CREATE UNIQUE INDEX "EntryNote_teamId_entryId_userId_key" ON "EntryNote"("teamId", "entryId", "userId");

-- CreateIndex
CREATE INDEX "Follow_teamId_userId_idx" ON "Follow"("teamId", "userId");

-- CreateIndex
CREATE INDEX "SmartList_teamId_deletedAt_idx" ON "SmartList"("teamId", "deletedAt");

-- AddForeignKey
ALTER TABLE "Progress" ADD CONSTRAINT "Progress_teamId_userId_fkey" FOREIGN KEY ("teamId", "userId") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Progress" ADD CONSTRAINT "Progress_teamId_linkId_fkey" FOREIGN KEY ("teamId", "linkId") REFERENCES "Link"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Progress" ADD CONSTRAINT "Progress_teamId_sessionId_fkey" FOREIGN KEY ("teamId", "sessionId") REFERENCES "Session"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntryNote" ADD CONSTRAINT "EntryNote_teamId_entryId_fkey" FOREIGN KEY ("teamId", "entryId") REFERENCES "Entry"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntryNote" ADD CONSTRAINT "EntryNote_teamId_userId_fkey" FOREIGN KEY ("teamId", "userId") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Follow" ADD CONSTRAINT "Follow_teamId_readingListId_fkey" FOREIGN KEY ("teamId", "readingListId") REFERENCES "ReadingList"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Follow" ADD CONSTRAINT "Follow_teamId_userId_fkey" FOREIGN KEY ("teamId", "userId") REFERENCES "Membership"("teamId", "userId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SmartList" ADD CONSTRAINT "SmartList_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SmartList" ADD CONSTRAINT "SmartList_teamId_createdById_fkey" FOREIGN KEY ("teamId", "createdById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- What Prisma's schema language cannot say
ALTER TABLE "Progress" ADD CONSTRAINT "Progress_one_subject"
  CHECK (num_nonnulls("linkId", "sessionId") = 1);
