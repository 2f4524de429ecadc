-- CreateEnum
CREATE TYPE "TranscriptFormat" AS ENUM ('webvtt', 'srt', 'text');

-- CreateTable
CREATE TABLE "Transcript" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "format" "TranscriptFormat" NOT NULL,
    "fileName" TEXT NOT NULL DEFAULT '',
    "language" TEXT NOT NULL DEFAULT '',
    "plain" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "addedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Transcript_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "TranscriptCue" (
    "teamId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "transcriptId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "fromMs" INTEGER,
    "toMs" INTEGER,
    "speaker" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL,

    CONSTRAINT "TranscriptCue_pkey" PRIMARY KEY ("teamId","transcriptId","ordinal")
);

-- CreateIndex
CREATE UNIQUE INDEX "Transcript_teamId_sessionId_revision_key" ON "Transcript"("teamId", "sessionId", "revision");

-- AddForeignKey
ALTER TABLE "Transcript" ADD CONSTRAINT "Transcript_teamId_sessionId_fkey" FOREIGN KEY ("teamId", "sessionId") REFERENCES "Session"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transcript" ADD CONSTRAINT "Transcript_teamId_addedById_fkey" FOREIGN KEY ("teamId", "addedById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TranscriptCue" ADD CONSTRAINT "TranscriptCue_teamId_transcriptId_fkey" FOREIGN KEY ("teamId", "transcriptId") REFERENCES "Transcript"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
