-- CreateTable
CREATE TABLE "Topic" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "normalisedName" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Topic_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "Mention" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "topicId" UUID NOT NULL,
    "annotationId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Mention_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Topic_teamId_normalisedName_key" ON "Topic"("teamId", "normalisedName");

-- CreateIndex
CREATE INDEX "Mention_teamId_annotationId_idx" ON "Mention"("teamId", "annotationId");

-- CreateIndex
CREATE UNIQUE INDEX "Mention_teamId_topicId_annotationId_key" ON "Mention"("teamId", "topicId", "annotationId");

-- AddForeignKey
ALTER TABLE "Topic" ADD CONSTRAINT "Topic_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mention" ADD CONSTRAINT "Mention_teamId_topicId_fkey" FOREIGN KEY ("teamId", "topicId") REFERENCES "Topic"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mention" ADD CONSTRAINT "Mention_teamId_annotationId_fkey" FOREIGN KEY ("teamId", "annotationId") REFERENCES "Annotation"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
